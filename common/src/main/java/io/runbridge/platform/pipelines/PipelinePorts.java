package io.runbridge.platform.pipelines;

import io.runbridge.auth.Identity;
import io.runbridge.config.CallRates;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Ports;
import io.runbridge.platform.http.CallSpacing;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.http.InFlight;
import io.runbridge.platform.http.PlatformApi;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Puts the ports to the pipelines of one platform together. Any thread. */
public final class PipelinePorts {

    /** Looks at single runs at once, so that a large batch leaves connections for starts and cancels. */
    private static final int LOOKS_IN_FLIGHT = 32;

    private PipelinePorts() {}

    /**
     * The ways to the pipelines of one platform.
     *
     * @param name as the configuration names the platform
     */
    public static Ports of(
            PipelineService service,
            String name,
            PlatformConfig config,
            HttpEndpoint endpoint,
            Identity identity,
            Clock clock) {
        PipelineClient client =
                new PipelineClient(new PlatformApi(name, endpoint, identity, service.failures(), clock), service);
        CorrelationParameter correlation =
                new CorrelationParameter(config.starts().correlationParameter(), client);
        ActivityListing activities = new ActivityListing(
                client,
                config.polls().activities(),
                config.polls().outputs(),
                config.calls().deadline(),
                clock);
        PipelineRunAdapter adapter = new PipelineRunAdapter(
                service,
                client,
                correlation,
                new RunListing(
                        client,
                        correlation,
                        new CallSpacing(CallRates.of(config).lookUps()),
                        config.starts().clockSkew(),
                        clock),
                activities,
                service.link().apply(config),
                new InFlight(LOOKS_IN_FLIGHT),
                clock);
        return new Ports(
                Map.of(service.jobType(), adapter),
                List.of(new ChangesSurvey(service.jobType(), client, activities, clock)),
                List.of(new PipelineCatalog(
                        service.jobType(),
                        client,
                        new CallSpacing(OptionalDouble.of(CallRates.of(config).imports())))));
    }
}
