package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.util.Map;
import java.util.Set;

/**
 * What the simulator's words mean, learned from its documentation and not from the services.
 *
 * @param open what a run shows before it has ended
 * @param cancelling those of them that it shows only after a cancel
 * @param ends its last words
 */
record PlatformWords(Set<String> open, Set<String> cancelling, Map<String, Status> ends) {

    private static final PlatformWords SYNAPSE = new PlatformWords(
            Set.of("Queued", "InProgress", "Canceling"),
            Set.of("Canceling"),
            Map.of("Succeeded", Status.SUCCESS, "Failed", Status.FAILED, "Cancelled", Status.CANCELLED));

    private static final PlatformWords JOBS = new PlatformWords(
            Set.of("QUEUED", "PENDING", "RUNNING", "TERMINATING"),
            Set.of(),
            Map.of(
                    "TERMINATED/SUCCESS",
                    Status.SUCCESS,
                    "TERMINATED/FAILED",
                    Status.FAILED,
                    "TERMINATED/CANCELED",
                    Status.CANCELLED));

    private static final PlatformWords PIPELINES = new PlatformWords(
            Set.of(
                    "CREATED",
                    "WAITING_FOR_RESOURCES",
                    "INITIALIZING",
                    "RESETTING",
                    "SETTING_UP_TABLES",
                    "RUNNING",
                    "STOPPING"),
            Set.of("STOPPING"),
            Map.of("COMPLETED", Status.SUCCESS, "FAILED", Status.FAILED, "CANCELED", Status.CANCELLED));

    static PlatformWords of(JobType jobType) {
        return switch (jobType) {
            case SYNAPSE_PIPELINE, DATA_FACTORY_PIPELINE -> SYNAPSE;
            case DATABRICKS_PIPELINE -> PIPELINES;
            case DATABRICKS_JOB, DATABRICKS_WORKFLOW -> JOBS;
            case UNKNOWN -> new PlatformWords(Set.of(), Set.of(), Map.of());
        };
    }

    /** Whether a run that is where the truth says can have shown this word. */
    boolean shown(String word, Run run) {
        if (ends.containsKey(word)) {
            return run.ended() && word.equals(run.state());
        }
        return open.contains(word) && (run.cancelled() || !cancelling.contains(word));
    }
}
