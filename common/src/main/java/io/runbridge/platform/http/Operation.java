package io.runbridge.platform.http;

import io.runbridge.platform.FailureCategory;

/** What a call does there, which decides what an answer that says nothing means. */
public enum Operation {
    /** Starts a run: an answer that says nothing leaves open whether there is one. */
    START(FailureCategory.UNKNOWN_OUTCOME, "JOB_NOT_FOUND"),
    /** Looks at a run. */
    OBSERVE(FailureCategory.UNAVAILABLE, "RUN_NOT_FOUND"),
    /** Stops a run; doing it twice does no harm. */
    CANCEL(FailureCategory.UNAVAILABLE, "RUN_NOT_FOUND"),
    /** Lists runs or jobs, or reads a job. */
    LOOK_UP(FailureCategory.UNAVAILABLE, "JOB_NOT_FOUND");

    private final FailureCategory ambiguous;
    private final String notFoundCode;

    Operation(FailureCategory ambiguous, String notFoundCode) {
        this.ambiguous = ambiguous;
        this.notFoundCode = notFoundCode;
    }

    /** The category of a call that may or may not have been executed. */
    FailureCategory ambiguous() {
        return ambiguous;
    }

    /** Our error code where the platform knows no such job or run. */
    String notFoundCode() {
        return notFoundCode;
    }
}
