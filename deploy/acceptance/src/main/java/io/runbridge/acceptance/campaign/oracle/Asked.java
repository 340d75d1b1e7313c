package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.JobType;

/**
 * One request that was produced. Immutable, any thread.
 *
 * @param phase the part of the campaign that sent it
 * @param group what it looks like to its platform
 */
public record Asked(String requestId, String phase, JobType jobType, Group group) {}
