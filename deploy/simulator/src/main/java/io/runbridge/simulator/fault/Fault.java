package io.runbridge.simulator.fault;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One fault of the control API.
 *
 * @param operation an operation's name, a prefix with {@code *} or {@code *} alone
 * @param contains text that the request's path, query or body must contain; empty: any
 * @param skip how many fitting calls go through before the first one is hit
 * @param left how many more calls are hit; negative: all
 * @param reply empty: the operation's own answer
 * @param delayMillis waited before the answer; without a reply and with {@link Moment#LATE} also before the operation
 * @param lateMillis when the operation is carried out under {@link Moment#LATE}
 */
public record Fault(
        String operation,
        String contains,
        int skip,
        int left,
        Optional<FaultReply> reply,
        Moment moment,
        Wire wire,
        long delayMillis,
        long lateMillis) {

    private static final Set<String> FIELDS = Set.of(
            "operation",
            "contains",
            "skip",
            "count",
            "status",
            "body",
            "code",
            "message",
            "retryAfterSeconds",
            "retryAfterAsDate",
            "execute",
            "wire",
            "delayMillis",
            "lateMillis");

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException or ClassCastException if a field is unknown or has a wrong value
     */
    public static Fault of(JsonObject json) {
        json.fieldNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("A fault has no field " + name);
                });
        Wire wire = Wire.valueOf(json.getString("wire", "ANSWER"));
        Optional<FaultReply> reply =
                Optional.ofNullable(json.getInteger("status")).map(status -> reply(status, json));
        boolean harmless = reply.isEmpty() && wire == Wire.ANSWER;
        return new Fault(
                Optional.ofNullable(json.getString("operation"))
                        .orElseThrow(() -> new IllegalArgumentException("A fault needs an operation")),
                json.getString("contains", ""),
                json.getInteger("skip", 0),
                json.getInteger("count", 1),
                reply,
                Moment.valueOf(json.getString("execute", harmless ? "AT_ONCE" : "NEVER")),
                wire,
                json.getLong("delayMillis", 0L),
                json.getLong("lateMillis", 0L));
    }

    private static FaultReply reply(int status, JsonObject json) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("A fault's status is from 200 to 599, not " + status);
        }
        return new FaultReply(
                status,
                BodyKind.valueOf(json.getString("body", "OWN")),
                json.getString("code", StatusWord.of(status)),
                json.getString("message", "The simulator was told to answer " + status + "."),
                Optional.ofNullable(json.getInteger("retryAfterSeconds")),
                json.getBoolean("retryAfterAsDate", false));
    }

    boolean fits(String name, Supplier<String> request) {
        boolean named = operation.endsWith("*")
                ? name.startsWith(operation.substring(0, operation.length() - 1))
                : name.equals(operation);
        return named && (contains.isEmpty() || request.get().contains(contains));
    }

    /** Whether the operation is carried out as usual and only its answer comes later. */
    boolean harmless() {
        return reply.isEmpty() && wire == Wire.ANSWER;
    }

    OptionalInt nextLeft() {
        return left < 0 ? OptionalInt.of(left) : left <= 1 ? OptionalInt.empty() : OptionalInt.of(left - 1);
    }

    Fault counted(int newSkip, int newLeft) {
        return new Fault(operation, contains, newSkip, newLeft, reply, moment, wire, delayMillis, lateMillis);
    }

    /** The fault as the control API shows it. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("operation", operation)
                .put("contains", contains)
                .put("skip", skip)
                .put("count", left)
                .put("execute", moment.name())
                .put("wire", wire.name())
                .put("delayMillis", delayMillis)
                .put("lateMillis", lateMillis);
        reply.ifPresent(r -> json.put("status", r.status()).put("body", r.body().name()));
        return json;
    }
}
