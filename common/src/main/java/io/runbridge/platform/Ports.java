package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Map;

/**
 * All ways to one workspace. Immutable, any thread.
 *
 * @param adapters by job type, all that its type can run
 * @param surveys at most one for a job type; the runs of a job type without one are looked at singly
 */
public record Ports(Map<JobType, RunAdapter> adapters, List<RunSurvey> surveys) {

    public Ports {
        adapters = Map.copyOf(adapters);
        surveys = List.copyOf(surveys);
    }
}
