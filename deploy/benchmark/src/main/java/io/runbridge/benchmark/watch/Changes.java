package io.runbridge.benchmark.watch;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Lets something happen at a constant rate while something else is done. Own thread. */
final class Changes {
    private final Runnable change;
    private final long everyNs;
    private final Thread thread = new Thread(this::run, "changes");
    private volatile boolean closed;
    private volatile RuntimeException failure;

    private Changes(double perSecond, Runnable change) {
        this.change = change;
        this.everyNs = Math.round(1e9 / perSecond);
        thread.setDaemon(true);
        thread.start();
    }

    /** Does the work, and lets the change happen so many times a second until it is done. */
    static <T> T during(Supplier<T> work, double perSecond, Runnable change) {
        Changes changes = new Changes(perSecond, change);
        T done;
        try {
            done = work.get();
        } finally {
            changes.end();
        }
        if (changes.failure != null) {
            throw changes.failure;
        }
        return done;
    }

    private void run() {
        long due = System.nanoTime();
        try {
            while (!closed) {
                due += everyNs;
                LockSupport.parkNanos(due - System.nanoTime());
                if (System.nanoTime() >= due) {
                    change.run();
                } else {
                    due -= everyNs;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Waits for the one that happens now. */
    private void end() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
