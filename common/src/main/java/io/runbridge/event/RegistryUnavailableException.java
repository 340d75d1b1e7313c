package io.runbridge.event;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** The registry gave no answer, or one that says nothing about the question: time may heal it. */
final class RegistryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String action, IOException cause) {
        super(text(action, cause.getClass().getSimpleName() + ": " + cause.getMessage()), cause);
    }

    RegistryUnavailableException(String action, RestClientException cause) {
        super(text(action, RegistryAnswers.describe(cause)), cause);
    }

    private static String text(String action, String reason) {
        return "Tried to " + action + ", but " + RegistryAnswers.cut(reason);
    }
}
