package io.runbridge.platform;

import io.runbridge.schemas.JobType;

/**
 * A run on a platform. Immutable, any thread.
 *
 * @param jobType names the adapter
 * @param externalId the job as the platform names it
 * @param runId the run as Runbridge names it
 */
public record RunRef(JobType jobType, String externalId, String runId) {}
