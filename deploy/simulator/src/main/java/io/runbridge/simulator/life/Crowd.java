package io.runbridge.simulator.life;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Many runs that are to be there at once, as if each had been started some time ago.
 *
 * @param job the job they all belong to; ignored where each run needs a job of its own
 * @param count how many
 * @param ageMillis how long ago the youngest was started
 * @param spreadMillis how much longer ago the oldest was; the others lie evenly between
 */
public record Crowd(Platform platform, String job, int count, long ageMillis, long spreadMillis, Behaviour behaviour) {

    /** Keeps one answer, which names them all, at a few megabytes. */
    private static final int LIMIT = 100_000;

    private static final Set<String> OWN = Set.of("count", "ageMillis", "spreadMillis");

    /**
     * Reads a crowd: a behaviour with {@code platform} and {@code job}, and this record's own fields.
     *
     * @throws IllegalArgumentException or ClassCastException if a field is missing, unknown or has a wrong value
     */
    public static Crowd of(JsonObject json, Settings settings) {
        JsonObject wish = json.copy();
        OWN.forEach(wish::remove);
        BehaviourRule rule = BehaviourRule.of(wish);
        int count = json.getInteger("count", 1);
        long age = json.getLong("ageMillis", 0L);
        long spread = json.getLong("spreadMillis", 0L);
        if (count < 1 || count > LIMIT || age < 0 || spread < 0) {
            throw new IllegalArgumentException("Takes a count from 1 to " + LIMIT + " and ages from 0");
        }
        return new Crowd(
                rule.platform().orElseThrow(() -> new IllegalArgumentException("Runs need a platform")),
                rule.job().orElse(""),
                count,
                age,
                spread,
                rule.behaviour(settings));
    }

    /** When each of them was started, oldest first. */
    public LongStream starts(long now) {
        return LongStream.range(0, count).map(i -> now - ageMillis - spreadMillis + spreadMillis * i / count);
    }
}
