package io.runbridge.trigger.start;

import io.runbridge.platform.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The gates of all platforms, and the switch that closes them for a clean stop. One per process; any thread. */
public final class StartGates {

    private final Map<String, StartGate> gates;
    private int awaited;
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
    public synchronized void awaited(int change) {
        awaited += change;
        if (awaited == 0) {
            notifyAll();
        }
    }

    /**
     * Waits until no start is claimed and unanswered.
     *
     * @return whether none is left; false when the limit passed or the thread was interrupted
     */
    public synchronized boolean awaitNone(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            long left = limit.toNanos();
            while (awaited > 0 && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return awaited == 0;
    }
}
