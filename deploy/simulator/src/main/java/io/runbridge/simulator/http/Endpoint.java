package io.runbridge.simulator.http;

import io.vertx.core.http.HttpMethod;

/**
 * One row of a platform's endpoint table.
 *
 * @param name the operation as faults and counters call it, for example {@code synapse.createRun}
 * @param path the path with {@code :name} for parameters
 */
public record Endpoint(String name, HttpMethod method, String path, Dialect dialect, Guard guard, Operation operation) {

    /** Carries a call out, refusals included. */
    public Answer answer(Call call) {
        try {
            guard.check(call);
            return operation.handle(call).with(dialect.headers());
        } catch (Refusal refusal) {
            return refusal.answer().with(dialect.headers());
        } catch (ClassCastException | NumberFormatException e) {
            return malformed(call).with(dialect.headers());
        }
    }

    /** A field or parameter of the wrong kind: the JSON accessors and number parsers say so by these exceptions. */
    private Answer malformed(Call call) {
        return call.refuse(400, call.malformedCode(), "Could not parse request object: a field has the wrong type.")
                .answer();
    }
}
