package io.runbridge.trigger.model;

import io.runbridge.platform.testing.TestClock;
import io.runbridge.trigger.start.ClaimLease;
import java.time.Duration;
import java.time.Instant;

/** The one fact of real time that the model rests on: a lease does not hold any more when a task is taken over. */
final class TakeOver {

    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Whether the lease of a claim, written just before the instance stalled, holds when its session has run out. */
    static final boolean LEASE_HOLDS = leaseHolds();

    private TakeOver() {}

    private static boolean leaseHolds() {
        TestClock clock = new TestClock(Instant.EPOCH);
        ClaimLease lease = ClaimLease.begin(clock, () -> clock.millis() * 1_000_000, LEASE);
        clock.move(SESSION);
        return lease.valid();
    }
}
