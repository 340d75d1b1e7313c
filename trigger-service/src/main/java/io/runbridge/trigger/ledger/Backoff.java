package io.runbridge.trigger.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a call is made again: full jitter, uniform from nothing to a ceiling that doubles with each
 * failure, on top of half the shortest wait, because a wait of nothing would spare nobody. A wait that the platform asks
 * for is the least, never the most: a {@code Retry-After: 0} must not undo the back-off, and those who got the same one
 * must not come back together. Immutable; as thread-safe as its random source.
 *
 * @param min shortest wait, positive
 * @param max longest wait of our own choice
 */
public record Backoff(Duration min, Duration max, RandomGenerator random) {

    private static final int MAX_DOUBLINGS = 20;

    /**
     * Time to wait in milliseconds.
     *
     * @param failures failures in a row, from 1
     * @param asked what the platform asks for, if anything
     */
    public long delayMs(int failures, Optional<Duration> asked) {
        long ceiling = Math.min(max.toMillis(), min.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS));
        long own = min.toMillis() / 2 + random.nextLong(Math.max(1, ceiling));
        return asked.map(wait -> Math.max(own, wait.toMillis() + random.nextLong(Math.max(1, min.toMillis()))))
                .orElse(own);
    }
}
