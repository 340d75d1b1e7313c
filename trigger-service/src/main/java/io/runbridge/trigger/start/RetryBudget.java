package io.runbridge.trigger.start;

/**
 * How many calls of one kind may be repetitions, so that an outage is not multiplied by those who try again: a share of
 * the first tries and a small rate besides, saved up for ten seconds at most. Any thread.
 */
final class RetryBudget {

    private static final double SECONDS_SAVED = 10;

    private final double share;
    private final double perSecond;
    private double tokens;
    private long lastMs;

    /**
     * @param share retries for each first try
     * @param perSecond retries per second that are allowed without any first try
     */
    RetryBudget(double share, double perSecond) {
        this.share = share;
        this.perSecond = perSecond;
        this.tokens = perSecond;
    }

    /** A call that was not made before. */
    synchronized void firstTry() {
        tokens = Math.min(most(), tokens + share);
    }

    /** Whether a retry may be made now. */
    synchronized boolean available(long nowMs) {
        double seconds = Math.min(Math.max(0, nowMs - lastMs) / 1_000.0, SECONDS_SAVED);
        lastMs = nowMs;
        tokens = Math.min(most(), tokens + perSecond * seconds);
        return tokens >= 1;
    }

    /** A retry was made; one that could not be refused counts too and keeps others waiting. */
    synchronized void spend() {
        tokens = Math.max(-most(), tokens - 1);
    }

    /** At least one, or nothing could ever be tried again. */
    private double most() {
        return Math.max(1, perSecond * SECONDS_SAVED);
    }
}
