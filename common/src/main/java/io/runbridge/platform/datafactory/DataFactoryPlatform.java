package io.runbridge.platform.datafactory;

import io.runbridge.auth.Identity;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Ports;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.pipelines.PipelinePorts;
import io.runbridge.platform.pipelines.PipelineService;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.util.Set;

/**
 * A data factory, whose address is the platform's endpoint. Any thread. Fact: Data Factory REST 2018-06-01; the address
 * of a run's activities there does not name the pipeline.
 */
public final class DataFactoryPlatform {

    /** Parameters that are only read from the run are not sent. */
    private static final Set<Direction> SENT = Set.of(Direction.INPUT, Direction.INPUT_OUTPUT);

    private static final PipelineService SERVICE = new PipelineService(
            JobType.DATA_FACTORY_PIPELINE, "2018-06-01", false, SENT, DataFactoryFailures.TABLE, MonitoringLink::new);

    private DataFactoryPlatform() {}

    /**
     * The ways to one factory.
     *
     * @param name as the configuration names the platform
     */
    public static Ports ports(
            String name, PlatformConfig config, HttpEndpoint endpoint, Identity identity, Clock clock) {
        return PipelinePorts.of(SERVICE, name, config, endpoint, identity, clock);
    }
}
