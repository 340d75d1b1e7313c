package io.runbridge.platform.databricks;

import io.runbridge.schemas.Status;
import java.util.Optional;

/**
 * The words in {@code state.life_cycle_state} of a job run. Fact: RunLifeCycleState of databricks-sdk-java 0.149.0; the
 * vendor's pages warn that words may be added.
 */
enum LifeCycleState {
    QUEUED(Status.STARTING),
    PENDING(Status.STARTING),
    /** Waits for another run or task; may last hours. */
    BLOCKED(Status.STARTING, "The run waits for another run or task on which it depends"),
    RUNNING(Status.RUNNING),
    TERMINATING(Status.RUNNING, "The run has done its work or was stopped; its compute is being cleaned up"),
    WAITING_FOR_RETRY(Status.RUNNING, "An attempt failed; the run waits for its next one"),
    /** Ended; the result says how. */
    TERMINATED,
    /** Ended without having run. */
    SKIPPED,
    /** Ended; also what an ordinary failed task of a job with several tasks shows, no fault of the platform. */
    INTERNAL_ERROR;

    private final Optional<Status> status;
    private final Optional<String> hint;

    LifeCycleState(Status status) {
        this(Optional.of(status), Optional.empty());
    }

    LifeCycleState(Status status, String hint) {
        this(Optional.of(status), Optional.of(hint));
    }

    LifeCycleState() {
        this(Optional.empty(), Optional.empty());
    }

    LifeCycleState(Optional<Status> status, Optional<String> hint) {
        this.status = status;
        this.hint = hint;
    }

    static Optional<LifeCycleState> of(String word) {
        return Words.find(values(), word);
    }

    /** What the run does; empty once it has ended, then {@link #ended} tells how. */
    Optional<Status> status() {
        return status;
    }

    /** What a run with this word waits for, where the platform itself says nothing. */
    Optional<String> hint() {
        return hint;
    }

    /** How a run with this word ended; empty if the result does not tell. */
    Optional<Status> ended(Optional<ResultState> result) {
        return switch (this) {
            case TERMINATED -> result.map(ResultState::status);
            case SKIPPED, INTERNAL_ERROR ->
                Optional.of(result.equals(Optional.of(ResultState.CANCELED)) ? Status.CANCELLED : Status.FAILED);
            case QUEUED, PENDING, BLOCKED, RUNNING, TERMINATING, WAITING_FOR_RETRY -> Optional.empty();
        };
    }
}
