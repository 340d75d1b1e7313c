package io.runbridge.platform.http;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a platform says about a refusal, in its own words. Immutable, any thread.
 *
 * @param code its error code, empty if it names none
 * @param message its text with details joined; empty if it says nothing
 * @param requestId its id of the call, for its support
 * @param retryDelay wait named in the body, e.g. {@code 42s}
 */
record PlatformError(String code, String message, Optional<String> requestId, Optional<String> retryDelay) {

    /** One line for people. */
    String line() {
        StringJoiner line = new StringJoiner(" ");
        if (!code.isEmpty()) {
            line.add(message.isEmpty() ? code : code + ":");
        }
        if (!message.isEmpty()) {
            line.add(message);
        }
        requestId.ifPresent(id -> line.add("(x-ms-request-id " + id + ")"));
        return line.toString();
    }
}
