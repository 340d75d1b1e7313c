package io.runbridge.platform.http;

import java.time.Duration;

/** How long is asked for what is worth having but not needed. Immutable, any thread. */
public final class Patience {

    private final long endNanos;

    private Patience(long endNanos) {
        this.endNanos = endNanos;
    }

    /** From now on. */
    public static Patience lasting(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    /** Whether no further call is worth it. */
    public boolean over() {
        return System.nanoTime() - endNanos >= 0;
    }
}
