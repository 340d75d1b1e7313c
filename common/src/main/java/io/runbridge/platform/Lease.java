package io.runbridge.platform;

/**
 * Permission to let a start leave this process. Exactly-once fences a stalled instance's records, not its HTTP calls;
 * so the adapter asks once the connection is there, right before the first byte. Called on any thread, must not block.
 */
@FunctionalInterface
public interface Lease {

    /** Whether the call may still leave; when false it is not sent and fails UNAVAILABLE, {@link Failure#LEASE_LAPSED}. */
    boolean valid();

    /** Told once the call's last byte has left, on any thread; must not block. */
    default void used() {}
}
