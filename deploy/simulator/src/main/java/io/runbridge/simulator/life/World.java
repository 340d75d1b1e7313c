package io.runbridge.simulator.life;

/**
 * What every platform of one simulator shares.
 *
 * <p>Event loop only.
 */
public record World(SimulatorClock clock, Settings settings, Behaviours behaviours) {

    /** Milliseconds since the epoch, on the simulator's clock. */
    public long now() {
        return clock.now();
    }

    /** Whether a run created then can be read under its id by now. */
    public boolean readable(long createdAt) {
        return now() >= createdAt + settings.number(Setting.READ_LAG_MILLIS);
    }

    /** Whether a run created then shows up in lists by now. */
    public boolean listed(long createdAt) {
        return now() >= createdAt + settings.number(Setting.LISTING_LAG_MILLIS);
    }
}
