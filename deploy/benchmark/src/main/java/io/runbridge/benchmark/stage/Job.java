package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.JobType;

/** Jobs that the simulator knows from its start. */
public enum Job {
    SYNAPSE_PIPELINE(JobType.SYNAPSE_PIPELINE, LocalCluster.SYNAPSE, "ingest-orders", "synapse.createRun"),
    DATABRICKS_JOB(JobType.DATABRICKS_JOB, LocalCluster.DATABRICKS, "43", "jobs.run-now");

    private final JobType type;
    private final String platform;
    private final String externalId;
    private final String startOperation;

    Job(JobType type, String platform, String externalId, String startOperation) {
        this.type = type;
        this.platform = platform;
        this.externalId = externalId;
        this.startOperation = startOperation;
    }

    public JobType type() {
        return type;
    }

    /** The configured workspace. */
    public String platform() {
        return platform;
    }

    public String externalId() {
        return externalId;
    }

    /** The call that starts it, as the simulator's faults and counters name it. */
    public String startOperation() {
        return startOperation;
    }
}
