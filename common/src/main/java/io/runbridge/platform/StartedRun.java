package io.runbridge.platform;

import java.util.Optional;

/**
 * A run that the platform says it started. Immutable, any thread.
 *
 * @param runId the run as Runbridge names it, e.g. {@code {pipeline_id}:{update_id}} for a Databricks pipeline
 * @param note something the reader of the first status should know, e.g. parameters that were not sent
 */
public record StartedRun(String runId, Optional<String> note) {}
