package io.runbridge.platform.synapse;

import io.runbridge.auth.TokenCache;
import io.runbridge.config.CallRates;
import io.runbridge.config.PlatformConfig;
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

/** Puts the ports to a Synapse workspace together. Any thread. */
public final class SynapsePlatform {

    /** Looks at single runs at once, so that a large batch leaves connections for starts and cancels. */
    private static final int LOOKS_IN_FLIGHT = 32;

    private SynapsePlatform() {}

    /**
     * The ways to one workspace.
     *
     * @param name as the configuration names the platform
     */
    public static Ports ports(
            String name, PlatformConfig config, HttpEndpoint endpoint, TokenCache tokens, Clock clock) {
        SynapseClient client = new SynapseClient(new PlatformApi(name, endpoint, tokens, SynapseFailures.TABLE, clock));
        CorrelationParameter correlation =
                new CorrelationParameter(config.starts().correlationParameter(), client);
        ActivityListing activities = new ActivityListing(
                client,
                config.polls().activities(),
                config.polls().outputs(),
                config.calls().deadline(),
                clock);
        SynapsePipelineAdapter adapter = new SynapsePipelineAdapter(
                client,
                correlation,
                new RunListing(
                        client,
                        correlation,
                        new CallSpacing(CallRates.of(config).lookUps()),
                        config.starts().clockSkew(),
                        clock),
                activities,
                new MonitoringLink(config),
                new InFlight(LOOKS_IN_FLIGHT),
                clock);
        return new Ports(
                Map.of(JobType.SYNAPSE_PIPELINE, adapter),
                List.of(new ChangesSurvey(client, activities, clock)),
                List.of(new PipelineCatalog(
                        client,
                        new CallSpacing(OptionalDouble.of(CallRates.of(config).imports())))));
    }
}
