package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one thread finds and another waits for. Any thread. */
public final class Tally<T> {
    private final String what;
    private final List<T> found = new ArrayList<>();

    /** @param what for people, in the plural */
    public Tally(String what) {
        this.what = what;
    }

    /** Adds one more. */
    public synchronized void add(T one) {
        found.add(one);
        notifyAll();
    }

    /** All so far. */
    public synchronized List<T> all() {
        return List.copyOf(found);
    }

    /**
     * Waits until there are so many.
     *
     * @throws LocalFailure if that takes longer
     */
    public synchronized void await(int wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (found.size() < wanted) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMs <= 0) {
                    throw new LocalFailure("Waited for %d %s, but there were %d in %d s"
                            .formatted(wanted, what, found.size(), limit.toSeconds()));
                }
                wait(leftMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
