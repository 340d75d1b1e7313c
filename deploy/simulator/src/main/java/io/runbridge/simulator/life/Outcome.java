package io.runbridge.simulator.life;

/** How a run is set to end; each platform has a table from here to its own words. */
public enum Outcome {
    /** Ends well. */
    SUCCESS,
    /** The platform's everyday failure. */
    FAILED,
    /** Ends cancelled, whoever cancelled it. */
    CANCELLED,
    /** Runs into its own time limit. */
    TIMED_OUT,
    /** Is passed over without having run (Databricks jobs). */
    SKIPPED,
    /** Is passed over because the job has too many runs (Databricks jobs). */
    MAX_CONCURRENT_RUNS,
    /** Ends well although inner tasks failed (Databricks jobs). */
    SUCCESS_WITH_FAILURES,
    /** Ends because something before it failed (Databricks jobs). */
    UPSTREAM_FAILED,
    /** Ends because something before it was cancelled (Databricks jobs). */
    UPSTREAM_CANCELLED,
    /** Is excluded by its run-if condition (Databricks jobs). */
    EXCLUDED,
    /** Is switched off (Databricks jobs). */
    DISABLED,
    /** Breaks inside the platform (Databricks jobs). */
    INTERNAL_ERROR,
    /** Fails and is followed by a new update of the platform's own making (Databricks pipelines). */
    RETRY_ON_FAILURE,
    /** Runs until it is cancelled. */
    NEVER_ENDING,
    /** Stays in its first state until it is cancelled. */
    NEVER_STARTING;

    /** Whether a run with this outcome ends by itself. */
    public boolean ends() {
        return this != NEVER_ENDING && this != NEVER_STARTING;
    }
}
