package io.runbridge.platform.databricks;

import io.runbridge.schemas.Status;
import java.util.Optional;

/**
 * The words in {@code status.state} of a job run, the newer way to say what {@link LifeCycleState} says. Fact:
 * RunLifecycleStateV2State of databricks-sdk-java 0.149.0.
 */
enum StatusState {
    BLOCKED(Status.STARTING),
    PENDING(Status.STARTING),
    QUEUED(Status.STARTING),
    RUNNING(Status.RUNNING),
    WAITING(Status.RUNNING),
    TERMINATING(Status.RUNNING),
    /** Ended; the termination code says how. */
    TERMINATED;

    private final Optional<Status> status;

    StatusState(Status status) {
        this.status = Optional.of(status);
    }

    StatusState() {
        this.status = Optional.empty();
    }

    static Optional<StatusState> of(String word) {
        return Words.find(values(), word);
    }

    /** What the run does; empty once it has ended. */
    Optional<Status> status() {
        return status;
    }
}
