package io.runbridge.benchmark.watch;

import io.runbridge.local.SimulatedCalls;
import io.runbridge.local.SimulatorControl;
import java.util.Map;

/** How often a platform was called, whatever for; tokens do not count. Any thread. */
public record CallCount(SimulatorControl simulator, Watched watched) {

    /** The calls so far. */
    public long now() {
        return simulator.calls().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(watched.simulated() + "."))
                .map(Map.Entry::getValue)
                .mapToLong(SimulatedCalls::received)
                .sum();
    }
}
