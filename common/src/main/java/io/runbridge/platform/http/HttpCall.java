package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * One call to make. Immutable, any thread.
 *
 * @param purpose what it is for, completes "Tried to …", e.g. {@code start pipeline ingest-orders}; free of secrets
 * @param body a POST without one has an empty body
 */
public record HttpCall(Operation operation, Verb verb, Target target, Optional<HttpBody> body, String purpose) {

    /** Methods in use. */
    public enum Verb {
        GET,
        POST
    }

    public static HttpCall get(Operation operation, Target target, String purpose) {
        return new HttpCall(operation, Verb.GET, target, Optional.empty(), purpose);
    }

    public static HttpCall post(Operation operation, Target target, JsonNode body, String purpose) {
        return new HttpCall(operation, Verb.POST, target, Optional.of(HttpBody.json(body)), purpose);
    }

    /** A POST of a form, as token endpoints take it. */
    public static HttpCall post(Operation operation, Target target, Map<String, String> form, String purpose) {
        return new HttpCall(operation, Verb.POST, target, Optional.of(HttpBody.form(form)), purpose);
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
