package io.runbridge.platform.databricks;

import io.runbridge.auth.TokenCache;
import io.runbridge.config.CallRates;
import io.runbridge.config.PlatformConfig;
import io.runbridge.config.PlatformConfig.ActivityPolicy;
import io.runbridge.platform.Ports;
import io.runbridge.platform.http.CallSpacing;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.http.InFlight;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Puts the ports to a Databricks workspace together. Any thread. */
public final class DatabricksPlatform {

    /** Looks at single runs at once, so that a large batch leaves connections for starts and cancels. */
    private static final int LOOKS_IN_FLIGHT = 32;

    private DatabricksPlatform() {}

    /**
     * The ways to one workspace.
     *
     * @param name as the configuration names the platform
     */
    public static Ports ports(
            String name, PlatformConfig config, HttpEndpoint endpoint, TokenCache tokens, Clock clock) {
        PlatformApi api = new PlatformApi(name, endpoint, tokens, DatabricksFailures.TABLE, clock);
        JobsClient jobs = new JobsClient(api);
        PipelinesClient pipelines = new PipelinesClient(api);
        ActivityPolicy activities = config.polls().activities();
        TaskOutputs outputs = new TaskOutputs(jobs, config.polls().outputs());
        TaskListing tasks =
                new TaskListing(jobs, activities, outputs, config.calls().deadline());
        PageLink link = new PageLink(config);
        InFlight looks = new InFlight(LOOKS_IN_FLIGHT);
        CallSpacing spacing = new CallSpacing(CallRates.of(config).lookUps());
        CallSpacing imports =
                new CallSpacing(OptionalDouble.of(CallRates.of(config).imports()));
        return new Ports(
                Map.of(
                        JobType.DATABRICKS_PIPELINE,
                        new PipelineAdapter(
                                pipelines,
                                activities,
                                link,
                                looks,
                                new UpdateListing(pipelines, spacing, clock),
                                clock),
                        JobType.DATABRICKS_WORKFLOW,
                        new JobAdapter(JobType.DATABRICKS_WORKFLOW, jobs, tasks, link, looks, clock),
                        JobType.DATABRICKS_JOB,
                        new JobAdapter(JobType.DATABRICKS_JOB, jobs, tasks, link, looks, clock)),
                List.of(new JobsSurvey(jobs, clock), new PipelinesSurvey(pipelines, clock)),
                List.of(new JobsCatalog(jobs, imports), new PipelinesCatalog(pipelines, imports)));
    }
}
