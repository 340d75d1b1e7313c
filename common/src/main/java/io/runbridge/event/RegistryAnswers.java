package io.runbridge.event;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.Set;

/**
 * What the registry's refusals mean, in one place.
 *
 * <p>Fact: error codes of the Confluent Schema Registry API, 40401 subject not found and 40403 schema not found. A 404
 * with another code or none comes from something in between, such as a proxy, and proves nothing.
 */
final class RegistryAnswers {

    private static final int NOT_FOUND = 404;
    private static final Set<Integer> NOT_FOUND_CODES = Set.of(40401, 40403);
    private static final Set<Integer> REFUSALS = Set.of(409, 422);
    private static final int LONGEST_TEXT = 500;

    private RegistryAnswers() {}

    /** The registry is well and has no such schema. */
    static boolean isNotFound(RestClientException e) {
        return e.getStatus() == NOT_FOUND && NOT_FOUND_CODES.contains(e.getErrorCode());
    }

    /** The registry is well and will not take this schema: it is incompatible or invalid. */
    static boolean isRefusal(RestClientException e) {
        return REFUSALS.contains(e.getStatus());
    }

    static String describe(RestClientException e) {
        return cut("the registry answered " + e.getStatus() + " (" + e.getMessage() + ")");
    }

    static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
