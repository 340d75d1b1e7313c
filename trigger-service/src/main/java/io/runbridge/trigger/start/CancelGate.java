package io.runbridge.trigger.start;

import io.runbridge.config.CallRates;
import io.runbridge.platform.Breaker;
import io.runbridge.platform.Pace;
import io.runbridge.platform.Platform;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What bounds the cancel calls to one platform from this process. Nothing of it is shared with starts or polls, so a
 * cancel never waits behind them: own connections, pace, retry budget and breaker, and no pause. Any thread, never
 * blocks. Times are epoch milliseconds.
 */
public final class CancelGate {

    private final int connections;
    private final Pace pace;
    private final RetryBudget retries;
    private final Breaker breaker;
    private final AtomicInteger inFlight = new AtomicInteger();

    CancelGate(Platform platform) {
        this.connections = platform.config().calls().cancelConnections();
        this.pace = new Pace(CallRates.of(platform.config()).cancels(), 0);
        this.retries = new RetryBudget(
                platform.config().calls().retryShare(),
                platform.config().calls().retriesPerSecond());
        this.breaker = platform.breakers().cancel();
    }

    /** Whether a cancel call might be made now; costs the same however many wait. */
    public boolean open(boolean retry, long now) {
        return inFlight.get() < Math.min(connections, breaker.room())
                && (!retry || retries.available(now))
                && pace.available(now) > 0;
    }

    /**
     * Takes a place for one call; {@link #release} gives it back.
     *
     * @param retry whether an earlier call for this cancel failed
     */
    public boolean tryTake(boolean retry, long now) {
        if (!open(retry, now) || !pace.tryTake(now)) {
            return false;
        }
        inFlight.incrementAndGet();
        if (retry) {
            retries.spend();
        } else {
            retries.firstTry();
        }
        return true;
    }

    /** The call was answered. */
    public void release() {
        inFlight.decrementAndGet();
    }

    /** The platform gets too many cancels: fewer from now on. */
    public void throttled() {
        pace.throttled();
    }

    /** How much of the platform's pace is this process' own: from 0 to 1. */
    void share(double own) {
        pace.share(own);
    }
}
