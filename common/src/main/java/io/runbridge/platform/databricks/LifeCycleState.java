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
    BLOCKED(Status.STARTING),
    RUNNING(Status.RUNNING),
    TERMINATING(Status.RUNNING),
    WAITING_FOR_RETRY(Status.RUNNING),
    /** Ended; the result says how. */
    TERMINATED,
    /** Ended without having run. */
    SKIPPED,
    /** Ended; also what an ordinary failed task of a job with several tasks shows, no fault of the platform. */
    INTERNAL_ERROR;

    private final Optional<Status> status;

    LifeCycleState(Status status) {
        this.status = Optional.of(status);
    }

    LifeCycleState() {
        this.status = Optional.empty();
    }

    static Optional<LifeCycleState> of(String word) {
        return Words.find(values(), word);
    }

    /** What the run does; empty once it has ended, then {@link #ended} tells how. */
    Optional<Status> status() {
        return status;
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
