package io.runbridge.acceptance.campaign.arena;

import io.runbridge.local.LocalFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a moment or for something to become true. Any thread; an interrupt ends it as a {@link LocalFailure}. */
public final class Patience {
    private static final long LOOK_MS = 50;

    private Patience() {}

    /** Waits for so long. */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    /** Waits until it is true; false if it did not become so within the limit. */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        return until(limit, LOOK_MS, condition);
    }

    /** The same for what is costly to find out: looks again only after so many milliseconds. */
    public static boolean until(Duration limit, long everyMillis, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(everyMillis);
        }
        return true;
    }

    /** Waits until it is true, which it must become within the limit. */
    public static void require(Duration limit, String what, BooleanSupplier condition) {
        if (!until(limit, condition)) {
            throw new LocalFailure("Waited " + limit.toSeconds() + " s for this: " + what);
        }
    }
}
