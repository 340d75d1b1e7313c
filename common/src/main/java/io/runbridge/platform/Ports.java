package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Map;

/**
 * All ways to one workspace. Immutable, any thread.
 *
 * @param adapters by job type, all that its type can run
 * @param surveys at most one for a job type; the runs of a job type without one are looked at singly
 * @param catalogs at most one for a job type
 */
public record Ports(Map<JobType, RunAdapter> adapters, List<RunSurvey> surveys, List<JobCatalog> catalogs) {

    public Ports {
        adapters = Map.copyOf(adapters);
        surveys = List.copyOf(surveys);
        catalogs = List.copyOf(catalogs);
    }
}
