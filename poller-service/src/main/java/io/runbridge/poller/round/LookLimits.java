package io.runbridge.poller.round;

import java.util.List;

/** Gives looks up that have not ended within their limit, whatever keeps them. Stream thread only. */
final class LookLimits {

    private final TimerWheel<Look> timers;

    LookLimits(TimerWheel<Look> timers) {
        this.timers = timers;
    }

    /** The look begins. */
    void begin(Look look, long limitMs, long nowMs) {
        look.limitTimer = timers.schedule(look, limitMs, nowMs);
    }

    /** It is over. */
    void end(Look look) {
        timers.cancel(look.limitTimer);
        look.limitTimer = TimerWheel.NONE;
    }

    /** Looks whose limit has passed, each once. */
    List<Look> overdue(long nowMs) {
        List<Look> overdue = timers.advance(nowMs);
        overdue.forEach(look -> look.limitTimer = TimerWheel.NONE);
        return overdue;
    }
}
