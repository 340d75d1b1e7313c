package io.runbridge.simulator.life;

import java.util.Map;

/** A world whose clock stands still until a test moves it. */
public final class MovedClock {

    private MovedClock() {}

    /** A world at some moment, with every setting as at the start. */
    public static World world() {
        Settings settings = new Settings(Map.of());
        return new World(
                new SimulatorClock(() -> java.time.Instant.ofEpochMilli(1_790_000_000_123L)),
                settings,
                new Behaviours(settings));
    }
}
