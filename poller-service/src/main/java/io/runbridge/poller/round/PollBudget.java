package io.runbridge.poller.round;

/**
 * Calls per second that may leave this process to look at the runs of one platform: a token bucket that holds one
 * second. When the platform throttles, the rate is halved; it grows back by a fiftieth of the configured rate each
 * second. Stream thread only.
 */
final class PollBudget {

    private static final double LEAST_SHARE = 1.0 / 64;
    private static final double REGAINED_PER_SECOND = 1.0 / 50;

    private final double perSecond;
    private double rate;
    private double tokens;
    private long lastMs;

    /** @param perSecond calls per second, more than 0 */
    PollBudget(double perSecond, long nowMs) {
        this.perSecond = perSecond;
        this.rate = perSecond;
        this.tokens = Math.max(1, perSecond);
        this.lastMs = nowMs;
    }

    /** How many calls may leave now. */
    int available(long nowMs) {
        double seconds = Math.max(0, nowMs - lastMs) / 1_000.0;
        lastMs = nowMs;
        rate = Math.min(perSecond, rate + perSecond * REGAINED_PER_SECOND * seconds);
        tokens = Math.min(Math.max(1, rate), tokens + rate * seconds);
        return (int) tokens;
    }

    /** Time passes in which no call may leave: nothing is saved up, and no trust regained. */
    void rest(long nowMs) {
        lastMs = nowMs;
    }

    /** Takes calls that were available. */
    void spend(int calls) {
        tokens -= calls;
    }

    /** The platform said that it gets too many calls. */
    void throttled() {
        rate = Math.max(perSecond * LEAST_SHARE, rate / 2);
        tokens = Math.min(tokens, 0);
    }
}
