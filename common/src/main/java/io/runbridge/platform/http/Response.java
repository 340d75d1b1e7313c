package io.runbridge.platform.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer to a call. Immutable, any thread.
 *
 * @param status HTTP status, 100 to 999
 * @param headers values by lower-case name
 * @param body its text, at most the configured size; of a longer refusal only the beginning
 */
public record Response(int status, Map<String, List<String>> headers, String body) {

    public Response {
        headers = Map.copyOf(headers);
    }

    /** Whether the status is 2xx. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** First value of the header with this lower-case name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public String toString() {
        return "Response[status=" + status + ", body=" + body.length() + " characters]";
    }
}
