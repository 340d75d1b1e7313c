package io.runbridge.poller.round;

import io.runbridge.poller.duration.ExpectedDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to look at a run again: quick after a start, slower later, never more than ten percent of its age late, and by
 * what is known of its job. Stream thread only.
 */
final class PollSchedule {

    private static final int AGE_SHARE = 10;
    private static final double JITTER = 0.1;
    /** From this share of the time that the quickest runs take a run may end, until this share of what the slowest take. */
    private static final double SOON = 0.8;

    private static final double LATE = 1.2;
    private static final int LOOKS_AROUND_THE_END = 20;
    /** Shortest intervals after a start in which a run that then works for long begins to. */
    private static final int QUICK_LOOKS = 10;

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

    /**
     * Milliseconds to the next look at a run of that age: a tenth of it, with a tenth of jitter to both sides, within the
     * limits. Where it is known how long the job's runs take, seldom until the first may end, and often while most do.
     */
    long afterAnswer(long ageMs, Optional<ExpectedDuration> expected) {
        double byAge = (double) ageMs / AGE_SHARE * (1 - JITTER + 2 * JITTER * random.nextDouble());
        long intervalMs = Math.max(minMs, Math.min(freshnessMs, Math.round(byAge)));
        if (expected.isEmpty()) {
            return intervalMs;
        }
        long soonMs = Math.round(SOON * expected.get().earliestMs());
        long lateMs = Math.round(LATE * expected.get().latestMs());
        if (ageMs < soonMs && ageMs > QUICK_LOOKS * minMs) {
            return Math.max(minMs, Math.min(maxMs, soonMs - ageMs));
        }
        return ageMs < soonMs || ageMs > lateMs
                ? intervalMs
                : Math.max(minMs, Math.min(intervalMs, (lateMs - soonMs) / LOOKS_AROUND_THE_END));
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
        return Math.min(maxMs, 2 * freshnessMs);
    }

    /** Milliseconds to the first look at a run: at once after its start, spread over the shortest interval otherwise. */
    long first(boolean justStarted) {
        return justStarted ? 0 : random.nextLong(minMs);
    }
}
