package io.runbridge.benchmark.failover;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each partition was served again after a kill: the first start that was seen there of a request that was due after
 * it. Any thread.
 */
final class Served {
    private static final long NOT_YET = Long.MAX_VALUE;

    private final AtomicLongArray firstSeen;
    private volatile long killedNanos = NOT_YET;

    Served(int partitions) {
        firstSeen = new AtomicLongArray(partitions);
    }

    /** Forgets what was and counts from here. */
    void killed(long nanos) {
        for (int partition = 0; partition < firstSeen.length(); partition++) {
            firstSeen.set(partition, NOT_YET);
        }
        killedNanos = nanos;
    }

    /** A start was seen of a request that was due then. */
    void seen(int partition, long dueNanos, long seenNanos) {
        if (killedNanos != NOT_YET && dueNanos - killedNanos >= 0) {
            firstSeen.compareAndSet(partition, NOT_YET, seenNanos);
        }
    }

    /** How many partitions are served again. */
    int count() {
        int count = 0;
        for (int partition = 0; partition < firstSeen.length(); partition++) {
            if (firstSeen.get(partition) != NOT_YET) {
                count++;
            }
        }
        return count;
    }

    /** Until the last partition was served again; all must be. */
    long lastNanos() {
        long last = 0;
        for (int partition = 0; partition < firstSeen.length(); partition++) {
            last = Math.max(last, firstSeen.get(partition) - killedNanos);
        }
        return last;
    }
}
