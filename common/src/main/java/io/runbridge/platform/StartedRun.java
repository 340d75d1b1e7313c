package io.runbridge.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * A run that the platform says it started. Immutable, any thread.
 *
 * @param runId the run as Runbridge names it, e.g. {@code {pipeline_id}:{update_id}} for a Databricks pipeline
 * @param note something the reader of the first status should know, e.g. parameters that were not sent
 * @param earlierEnd when the run had ended before it was opened again, by the platform's clock; empty for a run that is new
 */
public record StartedRun(String runId, Optional<String> note, Optional<Instant> earlierEnd) {

    /** A run that is new. */
    public StartedRun(String runId, Optional<String> note) {
        this(runId, note, Optional.empty());
    }
}
