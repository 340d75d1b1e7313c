package io.runbridge.simulator.life;

import java.time.InstantSource;

/** The simulator's time: an injected source plus an offset that the control API may advance. Event loop only. */
public final class SimulatorClock {

    private final InstantSource source;
    private long offsetMillis;

    /** A clock that follows the source. */
    public SimulatorClock(InstantSource source) {
        this.source = source;
    }

    /** Milliseconds since the epoch. */
    public long now() {
        return source.millis() + offsetMillis;
    }

    /** Jumps forward; time never goes back, because the states of runs are computed from it. */
    public void advance(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("Time only goes forward, but " + millis + " ms were asked for");
        }
        offsetMillis += millis;
    }

    /** Back to the source's time; only with all runs forgotten. */
    public void reset() {
        offsetMillis = 0;
    }
}
