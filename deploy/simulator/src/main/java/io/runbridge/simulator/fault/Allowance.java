package io.runbridge.simulator.fault;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many calls a second each platform takes; a second's worth may come at once, the rest is a 429.
 *
 * <p>Event loop only, by the simulator's clock. Entra ID has no limit here.
 */
final class Allowance {

    private static final int RETRY_AFTER_SECONDS = 1;

    private static final class Bucket {
        private double left;
        private long filledAt;

        boolean take(long rate, long now) {
            double gained = (double) Math.max(0, now - filledAt) * rate / 1_000;
            left = Math.min((double) rate, left + gained);
            filledAt = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }

    private final World world;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Allowance(World world) {
        this.world = world;
    }

    /** The refusal of a call that is one too many. */
    Optional<Answer> refusal(Endpoint endpoint) {
        long rate = world.settings().number(Setting.CALLS_PER_SECOND);
        if (rate == 0
                || endpoint.dialect() == Dialect.ENTRA
                || bucket(endpoint, rate).take(rate, world.now())) {
            return Optional.empty();
        }
        String code = endpoint.dialect() == Dialect.AZURE ? "TooManyRequests" : StatusWord.of(429);
        String message = "More than " + rate + " calls a second.";
        return Optional.of(new FaultReply(429, BodyKind.OWN, code, message, Optional.of(RETRY_AFTER_SECONDS), false)
                .answer(endpoint.dialect(), Instant.now()));
    }

    private Bucket bucket(Endpoint endpoint, long rate) {
        String platform = endpoint.name().substring(0, endpoint.name().indexOf('.'));
        return buckets.computeIfAbsent(platform, name -> {
            Bucket full = new Bucket();
            full.left = rate;
            full.filledAt = world.now();
            return full;
        });
    }
}
