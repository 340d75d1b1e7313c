package io.runbridge.platform.pipelines;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import java.util.Set;
import java.util.function.Function;

/**
 * What tells one service that runs pipelines from another; all else is the same. Immutable, any thread.
 *
 * @param apiVersion sent with every call
 * @param activitiesByPipeline whether the address of a run's activities names the pipeline too
 * @param sent the directions of parameters that are sent
 * @param failures what its refusals mean
 * @param link by the configuration of a platform, the pages for people about its runs
 */
public record PipelineService(
        JobType jobType,
        String apiVersion,
        boolean activitiesByPipeline,
        Set<Direction> sent,
        FailureTable failures,
        Function<PlatformConfig, RunLink> link) {

    /** The page for people about a run. Any thread. */
    @FunctionalInterface
    public interface RunLink {

        /** The page's address. */
        String of(String runId);
    }
}
