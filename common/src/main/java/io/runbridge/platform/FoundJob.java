package io.runbridge.platform;

import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import java.util.List;

/**
 * A job as its platform describes it. Immutable but for its parameters, which nobody changes; any thread.
 *
 * @param externalId the job as the platform names it
 * @param name for people
 * @param parameters in the platform's order, names unique; without any default of a SECRET
 */
public record FoundJob(JobType jobType, String externalId, String name, List<JobParameter> parameters) {

    public FoundJob {
        parameters = List.copyOf(parameters);
    }
}
