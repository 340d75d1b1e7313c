package io.runbridge.poller.history;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How badly a platform behaves, drawn for each workspace; fine after {@code calmMs}.
 *
 * @param failing share of calls that fail
 * @param late share of answers that come late, perhaps after they were given up, or never
 * @param lagging share of answers from a replica that is behind
 * @param longestLagMs of such a replica
 */
record Weather(long calmMs, double failing, double late, double lagging, long longestLagMs) {

    static final Duration LONGEST_LAG = Duration.ofSeconds(60);

    private static final List<FailureCategory> CATEGORIES = Stream.of(FailureCategory.values())
            .filter(category -> category != FailureCategory.NOT_FOUND)
            .toList();

    static Weather of(RandomGenerator random, long calmMs) {
        boolean fair = random.nextInt(5) == 0;
        return new Weather(
                calmMs,
                fair ? 0 : random.nextDouble() * 0.1,
                fair ? 0 : random.nextDouble() * 0.04,
                fair ? 0 : random.nextDouble() * 0.5,
                random.nextLong(LONGEST_LAG.toMillis()));
    }

    boolean rough(long nowMs) {
        return nowMs < calmMs;
    }

    Optional<Failure> failure(RandomGenerator random, long nowMs) {
        if (!rough(nowMs) || random.nextDouble() >= failing) {
            return Optional.empty();
        }
        FailureCategory category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
        boolean says = category == FailureCategory.THROTTLED && random.nextBoolean();
        Optional<Duration> retryAfter = says ? Optional.of(Duration.ofSeconds(random.nextInt(10))) : Optional.empty();
        return Optional.of(new Failure(category, category.name(), "The call failed", retryAfter));
    }

    long lagMs(RandomGenerator random, long nowMs) {
        boolean behind = rough(nowMs) && random.nextDouble() < lagging;
        return behind ? random.nextLong(longestLagMs + 1) : 0;
    }

    /** Until the answer comes; empty for never. */
    Optional<Long> latencyMs(RandomGenerator random, long nowMs, long limitMs) {
        if (rough(nowMs) && random.nextDouble() < late) {
            return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextLong(2 * limitMs));
        }
        return Optional.of(20 + random.nextLong(400));
    }
}
