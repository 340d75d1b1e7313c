package io.runbridge.simulator.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How one family of endpoints writes its errors and which headers it sends with every answer.
 *
 * <p>Any thread. Sources: CloudError of artifacts.json 2020-12-01; the Databricks REST error object; the
 * error object of the Entra ID token endpoint.
 */
public enum Dialect {
    /** CloudError: the code and message wrapped in {@code error}. */
    AZURE {
        @Override
        public JsonObject error(String code, String message) {
            return new JsonObject()
                    .put("error", new JsonObject().put("code", code).put("message", message));
        }

        @Override
        public Map<String, String> headers() {
            String id = UUID.randomUUID().toString();
            return Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "x-ms-ratelimit-remaining-subscription-reads", "11999",
                    "x-ms-ratelimit-remaining-subscription-writes", "1190",
                    "x-ms-request-id", id,
                    "x-ms-correlation-request-id", id);
        }
    },
    /** {@code {"error_code", "message"}}. */
    DATABRICKS {
        @Override
        public JsonObject error(String code, String message) {
            return new JsonObject().put("error_code", code).put("message", message);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("x-request-id", UUID.randomUUID().toString(), "server", "databricks");
        }
    },
    /** {@code error} with an AADSTS text and its number; the code is written {@code invalid_client/7000215}. */
    ENTRA {
        @Override
        public JsonObject error(String code, String message) {
            List<String> parts = List.of(code.split("/"));
            int number = parts.size() > 1 ? Integer.parseInt(parts.get(1)) : 0;
            String trace = UUID.randomUUID().toString();
            String correlation = UUID.randomUUID().toString();
            String now = TIMESTAMP.format(Instant.now());
            return new JsonObject()
                    .put("error", parts.get(0))
                    .put("error_description", describe(number, message, trace, correlation, now))
                    .put("error_codes", new JsonArray().add(number))
                    .put("timestamp", now)
                    .put("trace_id", trace)
                    .put("correlation_id", correlation)
                    .put("error_uri", "https://login.microsoftonline.com/error?code=" + number);
        }

        private String describe(int number, String message, String trace, String correlation, String now) {
            return "AADSTS" + number + ": " + message + " Trace ID: " + trace + " Correlation ID: " + correlation
                    + " Timestamp: " + now;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Cache-Control", "no-store, no-cache", "Pragma", "no-cache");
        }
    },
    /** The simulator's own control API: {@code {"error": "..."}}. */
    CONTROL {
        @Override
        public JsonObject error(String code, String message) {
            return new JsonObject().put("error", code + ": " + message);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    };

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /** The error body of this dialect. */
    public abstract JsonObject error(String code, String message);

    /** The headers that go with every answer of this dialect. */
    public abstract Map<String, String> headers();
}
