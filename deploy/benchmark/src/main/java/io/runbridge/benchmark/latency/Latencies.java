package io.runbridge.benchmark.latency;

import io.runbridge.benchmark.result.Percentiles;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long each of some numbered requests took; each is noted once. Any thread. */
final class Latencies {
    private static final long OPEN = -1;

    private final AtomicLongArray nanos;

    Latencies(int requests) {
        long[] open = new long[requests];
        Arrays.fill(open, OPEN);
        nanos = new AtomicLongArray(open);
    }

    /** Only the first time counts. */
    void note(int number, long took) {
        if (number >= 0 && number < nanos.length()) {
            nanos.compareAndSet(number, OPEN, took);
        }
    }

    /** All of them, in nanoseconds; a request that was never seen is a fault of the caller. */
    Percentiles all() {
        long[] taken = new long[nanos.length()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = nanos.get(i);
            if (taken[i] == OPEN) {
                throw new IllegalStateException("request " + i + " was not seen");
            }
        }
        return Percentiles.of(taken);
    }
}
