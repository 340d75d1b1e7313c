package io.runbridge.config;

import io.runbridge.schemas.Status;

/** Which ended runs are asked for what they gave back, and have it published. */
public enum OutputPolicy {
    /** None. */
    NEVER,
    /** Those that ended well. */
    ON_SUCCESS,
    /** All: also a run that failed may have given something back before. */
    ALWAYS;

    /** Whether a run with this status is. */
    public boolean covers(Status status) {
        return switch (this) {
            case NEVER -> false;
            case ON_SUCCESS -> status == Status.SUCCESS;
            case ALWAYS -> status == Status.SUCCESS || status == Status.FAILED || status == Status.CANCELLED;
        };
    }
}
