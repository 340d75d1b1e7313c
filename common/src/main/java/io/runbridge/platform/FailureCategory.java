package io.runbridge.platform;

/** What a failed call means for the one who made it; each adapter decides it in one table. */
public enum FailureCategory {
    /** The platform understood the call and refuses it; sending the same call again gives the same answer. */
    REJECTED,
    /** The job or run does not exist there. */
    NOT_FOUND,
    /** The identity may not do this, also after a fresh token. */
    UNAUTHORIZED,
    /** The platform is busy with the same job (an update is active, a lock is held); certainly not executed. */
    BUSY,
    /** Too many calls; certainly not executed, try again after {@link Failure#retryAfter()}. */
    THROTTLED,
    /** The whole platform is closed to us (firewall); certainly not executed, nothing about this run is wrong. */
    PAUSED,
    /** Certainly not executed: not connected, not sent, or the platform says it did not process it. */
    UNAVAILABLE,
    /** The call may have been executed: the answer was lost, timed out, or says nothing about it. */
    UNKNOWN_OUTCOME;

    /** Whether the call certainly changed nothing and may be made again later. */
    public boolean certainlyNotExecuted() {
        return switch (this) {
            case BUSY, THROTTLED, PAUSED, UNAVAILABLE -> true;
            case REJECTED, NOT_FOUND, UNAUTHORIZED, UNKNOWN_OUTCOME -> false;
        };
    }

    /** Whether the platform gave a final no to this call: it changed nothing and never will. */
    public boolean refused() {
        return switch (this) {
            case REJECTED, NOT_FOUND, UNAUTHORIZED -> true;
            case BUSY, THROTTLED, PAUSED, UNAVAILABLE, UNKNOWN_OUTCOME -> false;
        };
    }

    /** Whether it tells of a platform that does not answer or does not work, rather than of the call. */
    public boolean outage() {
        return switch (this) {
            case UNAVAILABLE, UNKNOWN_OUTCOME -> true;
            case REJECTED, NOT_FOUND, UNAUTHORIZED, BUSY, THROTTLED, PAUSED -> false;
        };
    }
}
