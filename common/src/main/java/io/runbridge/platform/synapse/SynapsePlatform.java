package io.runbridge.platform.synapse;

import io.runbridge.auth.Identity;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Ports;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.pipelines.PipelinePorts;
import io.runbridge.platform.pipelines.PipelineService;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/** A Synapse workspace, by its data plane. Any thread. Fact: Synapse REST 2020-12-01, artifacts.json. */
public final class SynapsePlatform {

    /** All: the product takes no notice of directions here. */
    private static final Set<Direction> SENT = EnumSet.allOf(Direction.class);

    private static final PipelineService SERVICE = new PipelineService(
            JobType.SYNAPSE_PIPELINE, "2020-12-01", true, SENT, SynapseFailures.TABLE, MonitoringLink::new);

    private SynapsePlatform() {}

    /**
     * The ways to one workspace.
     *
     * @param name as the configuration names the platform
     */
    public static Ports ports(
            String name, PlatformConfig config, HttpEndpoint endpoint, Identity identity, Clock clock) {
        return PipelinePorts.of(SERVICE, name, config, endpoint, identity, clock);
    }
}
