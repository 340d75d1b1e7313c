package io.runbridge.trigger.model;

import io.runbridge.trigger.start.ClaimLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The one fact of real time that the model rests on: a lease does not hold any more when a task is taken over. */
final class TakeOver {

    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Whether the lease of a claim, written just before the instance stalled, holds when its session has run out. */
    static final boolean LEASE_HOLDS = leaseHolds();

    private TakeOver() {}

    private static boolean leaseHolds() {
        AtomicLong millis = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.get());
            }
        };
        ClaimLease lease = ClaimLease.begin(clock, () -> millis.get() * 1_000_000, LEASE);
        millis.set(SESSION.toMillis());
        return lease.valid();
    }
}
