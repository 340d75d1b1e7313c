package io.runbridge.acceptance.campaign.arena;

import java.time.Duration;

/**
 * How long things take: the settle time and the lateness of the platforms go together, as they do in production.
 * Always: call deadline + lateness + listing lag + clock skew fit into the settle time.
 */
public enum Scale {
    /** For tests of the campaign itself. */
    SHORT(6, 1_500, 3_000, 1_500),
    /** A tenth of production. */
    NORMAL(12, 3_000, 6_000, 3_000),
    /** Lateness as production may see it, with the production deadline; a start whose answer is lost takes minutes. */
    FULL(200, 30_000, 120_000, 60_000);

    private final long settleSeconds;
    private final long deadlineMillis;
    private final long latestMillis;
    private final long lagMillis;

    Scale(long settleSeconds, long deadlineMillis, long latestMillis, long lagMillis) {
        this.settleSeconds = settleSeconds;
        this.deadlineMillis = deadlineMillis;
        this.latestMillis = latestMillis;
        this.lagMillis = lagMillis;
    }

    /** How long after its loss a start may still appear. */
    public Duration settle() {
        return Duration.ofSeconds(settleSeconds);
    }

    /** Deadline of a call to a platform. */
    public Duration deadline() {
        return Duration.ofMillis(deadlineMillis);
    }

    /** The longest time by which a platform carries out a start after it took the call. */
    public long latestMillis() {
        return latestMillis;
    }

    /** How many requests may wait for their run at once: the longer doubts last, the more. */
    int mostOpen() {
        return this == FULL ? 600 : 150;
    }

    /** The longest time by which a new run is missing from lists. */
    public long lagMillis() {
        return lagMillis;
    }
}
