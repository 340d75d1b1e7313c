package io.runbridge.trigger.start;

import io.runbridge.platform.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The gates of all platforms, the process' share of their paces, and the switch that closes them for a clean stop. One
 * per process; any thread.
 */
public final class StartGates {

    private final Map<String, StartGate> gates;
    private final Map<String, CancelGate> cancels;
    private final AtomicInteger tasks = new AtomicInteger();
    private int awaited;
    private volatile boolean stopping;

    public StartGates(Map<String, Platform> platforms) {
        this.gates = platforms.values().stream().collect(Collectors.toUnmodifiableMap(Platform::name, StartGate::new));
        this.cancels =
                platforms.values().stream().collect(Collectors.toUnmodifiableMap(Platform::name, CancelGate::new));
    }

    /** The platform's gate; null if it is not configured. */
    public StartGate of(String platform) {
        return gates.get(platform);
    }

    /** What bounds the platform's cancels; null if it is not configured. */
    public CancelGate cancelsOf(String platform) {
        return cancels.get(platform);
    }

    /**
     * A ledger task came to this process or left it. Requests spread evenly over the partitions, so each process takes of
     * every pace what its tasks are of all; that is safe without a word between the processes.
     *
     * @param change 1 or -1
     * @param partitions of the ledger, so many tasks there are
     */
    public void tasks(int change, int partitions) {
        double own = Math.min(1, (double) tasks.addAndGet(change) / partitions);
        gates.values().forEach(gate -> gate.share(own));
        cancels.values().forEach(gate -> gate.share(own));
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
