package io.runbridge.simulator.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * One received request, complete with its body, so that an operation can be carried out now, later or not at all.
 *
 * <p>Event loop only.
 *
 * @param dialect how errors of this endpoint are written
 * @param baseUrl scheme, host and port as the caller addressed them
 * @param uri path and query as received
 * @param path decoded path parameters by name
 */
public record Call(
        Dialect dialect,
        String method,
        String baseUrl,
        String uri,
        Map<String, String> path,
        MultiMap query,
        MultiMap headers,
        Buffer body) {

    /** A query parameter; an empty value counts as absent (Microsoft's own samples send {@code name=}). */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether a query parameter says {@code true}. */
    public boolean flag(String name) {
        return query(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** The body as a JSON object; an empty body is an empty object, anything else is refused with 400. */
    public JsonObject json() {
        if (body.length() == 0) {
            return new JsonObject();
        }
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw refuse(400, malformedCode(), "Could not parse request object: a JSON object is expected.");
        }
    }

    String malformedCode() {
        return dialect == Dialect.DATABRICKS ? "MALFORMED_REQUEST" : "BadRequest";
    }

    /** An error answer in the endpoint's dialect, to be thrown. */
    public Refusal refuse(int status, String code, String message) {
        return refuse(Answer.json(status, dialect.error(code, message)));
    }

    /** An error answer of any shape, to be thrown. */
    public Refusal refuse(Answer answer) {
        return new Refusal(answer);
    }
}
