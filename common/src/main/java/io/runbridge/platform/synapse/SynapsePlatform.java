package io.runbridge.platform.synapse;

import io.runbridge.auth.Identity;
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
            String name, PlatformConfig config, HttpEndpoint endpoint, Identity identity, Clock clock) {
        SynapseClient client =
                new SynapseClient(new PlatformApi(name, endpoint, identity, SynapseFailures.TABLE, clock));
        CorrelationParameter correlation =
                new CorrelationParameter(config.starts().correlationParameter(), client);
        SynapsePipelineAdapter adapter = new SynapsePipelineAdapter(
                client,
                correlation,
                new RunListing(
                        client,
                        correlation,
                        new CallSpacing(CallRates.of(config).lookUps()),
                        config.starts().clockSkew(),
                        clock),
                new ActivityListing(
                        client, config.polls().activities(), config.calls().deadline(), clock),
                new MonitoringLink(config),
                new InFlight(LOOKS_IN_FLIGHT),
                clock);
        return new Ports(
                Map.of(JobType.SYNAPSE_PIPELINE, adapter),
                List.of(new ChangesSurvey(client, config.polls().activities(), clock)),
                List.of(new PipelineCatalog(
                        client,
                        new CallSpacing(OptionalDouble.of(CallRates.of(config).imports())))));
    }
}
