package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;

/** Waiting for time to pass. Any thread. */
public final class Pause {

    private Pause() {}

    /**
     * Waits so long.
     *
     * @throws LocalFailure if the thread is interrupted, which stays set
     */
    public static void of(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
