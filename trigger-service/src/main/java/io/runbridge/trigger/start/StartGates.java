package io.runbridge.trigger.start;

import io.runbridge.platform.Platform;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The gates of all platforms, and the switch that closes them for a clean stop. One per process; any thread. */
public final class StartGates {

    private final Map<String, StartGate> gates;
    private final AtomicInteger awaited = new AtomicInteger();
    private volatile boolean stopping;

    public StartGates(Map<String, Platform> platforms) {
        this.gates = platforms.values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Platform::name, p -> new StartGate(p.name(), p.config().starts())));
    }

    /** The platform's gate; null if it is not configured. */
    public StartGate of(String platform) {
        return gates.get(platform);
    }

    /** All gates by platform. */
    public Map<String, StartGate> all() {
        return gates;
    }

    /** Lets no new start begin; those under way are awaited by the caller. */
    public void stop() {
        stopping = true;
    }

    /** Whether {@link #stop()} was called. */
    public boolean stopping() {
        return stopping;
    }

    /** Counts starts that are claimed and not yet answered. */
    public void awaited(int change) {
        awaited.addAndGet(change);
    }

    /** Starts claimed and not yet answered. */
    public int awaited() {
        return awaited.get();
    }
}
