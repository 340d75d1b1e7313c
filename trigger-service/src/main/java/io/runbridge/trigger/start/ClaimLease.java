package io.runbridge.trigger.start;

import io.runbridge.platform.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Permission of one claim to leave. Exactly-once fences the records of an instance that was stalled past its session,
 * not its HTTP calls; so a call may leave only while the group can not yet have given the task to somebody else. Both
 * clocks must agree: a suspended machine stops the monotonic one. Immutable, any thread.
 */
public final class ClaimLease implements Lease {

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Duration length;
    private final long wallMs;
    private final long nanos;

    private ClaimLease(Clock clock, LongSupplier nanoTime, Duration length) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.length = length;
        this.wallMs = clock.millis();
        this.nanos = nanoTime.getAsLong();
    }

    /** A lease that begins now. */
    public static ClaimLease begin(Clock clock, LongSupplier nanoTime, Duration length) {
        return new ClaimLease(clock, nanoTime, length);
    }

    @Override
    public boolean valid() {
        long elapsedMs = clock.millis() - wallMs;
        long elapsedNanos = nanoTime.getAsLong() - nanos;
        return elapsedMs >= 0 && elapsedMs < length.toMillis() && elapsedNanos < length.toNanos();
    }
}
