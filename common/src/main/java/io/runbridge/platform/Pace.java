package io.runbridge.platform;

/**
 * Calls of one kind per second that may leave this process for one platform: a token bucket that holds one second. When
 * the platform throttles, the rate is halved; it grows back by a fiftieth of what is allowed each second. So processes
 * that each take their share need not talk to each other. Any thread.
 */
public final class Pace {

    private static final double LEAST = 1.0 / 64;
    private static final double REGAINED_PER_SECOND = 1.0 / 50;

    private final double perSecond;
    private double share = 1;
    private double trust = 1;
    private double tokens;
    private long lastMs;

    /** @param perSecond calls per second from all processes together, more than 0 */
    public Pace(double perSecond, long nowMs) {
        this.perSecond = perSecond;
        this.tokens = Math.max(1, perSecond);
        this.lastMs = nowMs;
    }

    /** How much of it is this process' own: from 0 to 1. */
    public synchronized void share(double own) {
        share = own;
    }

    /** How many calls may leave now. */
    public synchronized int available(long nowMs) {
        double seconds = Math.max(0, nowMs - lastMs) / 1_000.0;
        lastMs = nowMs;
        trust = Math.min(1, trust + REGAINED_PER_SECOND * seconds);
        double rate = perSecond * share * trust;
        tokens = Math.min(Math.max(1, rate), tokens + rate * seconds);
        return (int) tokens;
    }

    /** Takes one call if one may leave now. */
    public synchronized boolean tryTake(long nowMs) {
        boolean free = available(nowMs) > 0;
        tokens -= free ? 1 : 0;
        return free;
    }

    /** Time passes in which no call may leave: nothing is saved up, and no trust regained. */
    public synchronized void rest(long nowMs) {
        lastMs = nowMs;
    }

    /** Takes calls that were available. */
    public synchronized void spend(int calls) {
        tokens -= calls;
    }

    /** The platform said that it gets too many calls. */
    public synchronized void throttled() {
        trust = Math.max(LEAST, trust / 2);
        tokens = Math.min(tokens, 0);
    }
}
