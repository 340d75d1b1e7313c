package io.runbridge.poller.round;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to look at a run again. A run is looked at every tenth of its age within the configured limits: quick after a
 * start, slower later, and never more than ten percent late. Stream thread only.
 */
final class PollSchedule {

    private static final int AGE_SHARE = 10;
    private static final double JITTER = 0.1;
    private static final int MOST_DOUBLINGS = 20;

    private final long minMs;
    private final long maxMs;
    private final long freshnessMs;
    private final RandomGenerator random;

    /**
     * @param min shortest time between two looks at a run
     * @param max longest one; below {@code min} it is taken as {@code min}
     * @param freshness longest one for a run that may end at any time
     */
    PollSchedule(Duration min, Duration max, Duration freshness, RandomGenerator random) {
        this.minMs = Math.max(1, min.toMillis());
        this.maxMs = Math.max(minMs, max.toMillis());
        this.freshnessMs = Math.max(minMs, Math.min(maxMs, freshness.toMillis()));
        this.random = random;
    }

    /** Milliseconds to the next look at a run of that age, with a tenth of jitter to both sides, within the limits. */
    long afterAnswer(long ageMs) {
        double interval = (double) ageMs / AGE_SHARE * (1 - JITTER + 2 * JITTER * random.nextDouble());
        return Math.max(minMs, Math.min(freshnessMs, Math.round(interval)));
    }

    /**
     * Milliseconds to the next look after failures in a row: full jitter above the shortest interval, doubling up to the
     * longest one, and never before the platform's own {@code retryAfter}.
     *
     * @param failures 1 for the first
     */
    long afterFailure(int failures, Optional<Duration> retryAfter) {
        int doublings = Math.min(failures, MOST_DOUBLINGS);
        long cap = Math.min(maxMs, minMs << doublings);
        long delay = minMs + random.nextLong(Math.max(1, cap - minMs + 1));
        return Math.max(delay, retryAfter.map(Duration::toMillis).orElse(0L));
    }

    /** Milliseconds after which it is asked again whether a run that a survey shows needs a look of its own. */
    long rest() {
        return maxMs;
    }

    /** Milliseconds to the first look at a run: at once after its start, spread over the shortest interval otherwise. */
    long first(boolean justStarted) {
        return justStarted ? 0 : random.nextLong(minMs);
    }
}
