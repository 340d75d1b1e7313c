package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.Set;

/** Kind of platform, which fixes the job types that can run on it. Immutable, any thread. */
public enum PlatformType {
    /** An Azure Synapse workspace, reached through its data plane. */
    SYNAPSE,
    /** An Azure Databricks workspace. */
    DATABRICKS;

    /** The job types that run on this type of platform; never empty. */
    public Set<JobType> jobTypes() {
        return switch (this) {
            case SYNAPSE -> Set.of(JobType.SYNAPSE_PIPELINE);
            case DATABRICKS -> Set.of(JobType.DATABRICKS_PIPELINE, JobType.DATABRICKS_WORKFLOW, JobType.DATABRICKS_JOB);
        };
    }
}
