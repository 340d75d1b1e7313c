package io.runbridge.acceptance.campaign.arena;

import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which job types a load consists of, each as often as it is named. Immutable, any thread. */
public record Mix(List<JobType> types) {

    /** A third of each platform type, the jobs half with one task and half with several. */
    public static final Mix ALL = new Mix(List.of(
            JobType.SYNAPSE_PIPELINE,
            JobType.SYNAPSE_PIPELINE,
            JobType.DATABRICKS_PIPELINE,
            JobType.DATABRICKS_PIPELINE,
            JobType.DATABRICKS_JOB,
            JobType.DATABRICKS_WORKFLOW));

    public Mix {
        types = List.copyOf(types);
    }

    /** One type alone. */
    public static Mix only(JobType type) {
        return new Mix(List.of(type));
    }

    JobType pick(RandomGenerator random) {
        return types.get(random.nextInt(types.size()));
    }
}
