package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One call to make. Immutable, any thread.
 *
 * @param purpose what it is for, completes "Tried to …", e.g. {@code start pipeline ingest-orders}; free of secrets
 * @param body sent as JSON; a POST without one has an empty body
 */
public record HttpCall(Operation operation, Verb verb, Target target, Optional<JsonNode> body, String purpose) {

    /** Methods in use. */
    public enum Verb {
        GET,
        POST
    }

    public static HttpCall get(Operation operation, Target target, String purpose) {
        return new HttpCall(operation, Verb.GET, target, Optional.empty(), purpose);
    }

    public static HttpCall post(Operation operation, Target target, JsonNode body, String purpose) {
        return new HttpCall(operation, Verb.POST, target, Optional.of(body), purpose);
    }

    /** A POST with an empty body. */
    public static HttpCall post(Operation operation, Target target, String purpose) {
        return new HttpCall(operation, Verb.POST, target, Optional.empty(), purpose);
    }

    /** Leaves the body out: it may hold what the sender of a request wants kept. */
    @Override
    public String toString() {
        return verb + " " + target;
    }
}
