package io.runbridge.platform.databricks;

import io.runbridge.schemas.Status;
import java.util.Optional;

/**
 * The words in {@code state.result_state} of a job run, which count only once it has ended. Fact: RunResultState of
 * databricks-sdk-java 0.149.0.
 */
enum ResultState {
    SUCCESS(Status.SUCCESS),
    /** Some inner tasks failed, every leaf task succeeded. */
    SUCCESS_WITH_FAILURES(Status.SUCCESS),
    FAILED(Status.FAILED),
    TIMEDOUT(Status.FAILED),
    UPSTREAM_FAILED(Status.FAILED),
    /** The three that follow did not run; that is never a success. */
    MAXIMUM_CONCURRENT_RUNS_REACHED(Status.FAILED),
    EXCLUDED(Status.FAILED),
    DISABLED(Status.FAILED),
    CANCELED(Status.CANCELLED),
    UPSTREAM_CANCELED(Status.CANCELLED);

    private final Status status;

    ResultState(Status status) {
        this.status = status;
    }

    static Optional<ResultState> of(String word) {
        return Words.find(values(), word);
    }

    Status status() {
        return status;
    }
}
