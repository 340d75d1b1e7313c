package io.runbridge.benchmark.watch;

import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.JobType;

/** The kinds of platforms whose runs are watched. */
public enum Watched {
    /** Jobs of one task. */
    DATABRICKS("databricks", LocalCluster.DATABRICKS, JobType.DATABRICKS_JOB, "jobs", "43", true),
    /** Pipelines whose running runs say every 30 seconds that they were updated. */
    SYNAPSE("synapse", LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "synapse", "ingest-orders", true),
    /** Pipelines whose running runs say so only when something has happened. */
    SYNAPSE_STILL("synapse-still", LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "synapse", "ingest-orders", false);

    private final String word;
    private final String platform;
    private final JobType jobType;
    private final String simulated;
    private final String job;
    private final boolean lastUpdatedMoves;

    Watched(String word, String platform, JobType jobType, String simulated, String job, boolean lastUpdatedMoves) {
        this.word = word;
        this.platform = platform;
        this.jobType = jobType;
        this.simulated = simulated;
        this.job = job;
        this.lastUpdatedMoves = lastUpdatedMoves;
    }

    /** Name on the command line and in tables. */
    String word() {
        return word;
    }

    /** Name of the configured platform. */
    String platform() {
        return platform;
    }

    JobType jobType() {
        return jobType;
    }

    /** The simulator's word for the platform, which is also the prefix of its operations. */
    public String simulated() {
        return simulated;
    }

    /** A job that the simulator knows. */
    String job() {
        return job;
    }

    /** Whether Synapse's lastUpdated moves while nothing happens. */
    boolean lastUpdatedMoves() {
        return lastUpdatedMoves;
    }
}
