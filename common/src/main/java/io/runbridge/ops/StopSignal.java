package io.runbridge.ops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells everything in a process that it shall stop; set once, never taken back. Any thread. */
public final class StopSignal {

    private final CountDownLatch latch = new CountDownLatch(1);

    /** Asks for the stop; may be called again. */
    public void request() {
        latch.countDown();
    }

    public boolean requested() {
        return latch.getCount() == 0;
    }

    /** Waits for the stop. An interrupt counts as a request to stop. */
    public void await() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
        }
    }

    /**
     * Waits, but not longer than until the stop. An interrupt counts as a request to stop.
     *
     * @return whether to go on
     */
    public boolean pause(Duration duration) {
        try {
            return !latch.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
            return false;
        }
    }
}
