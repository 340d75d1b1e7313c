package io.runbridge.trigger.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a call is made again: exponential with full jitter above a floor, or what the platform asks
 * for. Immutable; as thread-safe as its random source.
 *
 * @param min shortest wait, positive
 * @param max longest wait of our own choice
 */
record Backoff(Duration min, Duration max, RandomGenerator random) {

    /** An absurd Retry-After is not believed beyond this. */
    static final Duration LONGEST_ASKED = Duration.ofMinutes(15);

    private static final int MAX_DOUBLINGS = 20;

    /**
     * Time to wait in milliseconds.
     *
     * @param failures failures in a row, from 1
     * @param asked what the platform asks for, if anything
     */
    long delayMs(int failures, Optional<Duration> asked) {
        if (asked.isPresent()) {
            Duration wait = asked.get().compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked.get();
            return wait.toMillis() + random.nextLong(Math.max(1, min.toMillis()));
        }
        long ceiling = Math.min(max.toMillis(), min.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS));
        return min.toMillis() / 2 + random.nextLong(Math.max(1, ceiling));
    }
}
