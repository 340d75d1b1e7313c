package io.runbridge.streams;

import io.runbridge.config.RunbridgeConfig;
import io.runbridge.ops.OpsAddress;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.Topology;

/** What makes one service different from the other; everything else is the shell, {@link ServiceCommand}. */
public interface Service {

    /** Name of the command, e.g. {@code trigger-service}. */
    String name();

    /** Kafka's name of the group, of the stores' changelogs and of the transactions; never to be changed. */
    String applicationId();

    /** Names of its stores that keep a window of time, whose changelogs Streams lets expire. */
    default Set<String> windowStores() {
        return Set.of();
    }

    /** Where health and metrics are served. */
    OpsAddress opsAddress(RunbridgeConfig config);

    /**
     * Makes the parts, once the topics are there. Main thread, once; must not wait.
     *
     * @throws IllegalArgumentException if the configuration cannot be used; names the setting, holds no secret
     */
    Parts assemble(ServiceContext context);

    /**
     * The parts of a service.
     *
     * @param steps done in order before processing starts
     * @param topology what Streams runs
     * @param stopping called once on the main thread before Streams is closed: take no new work, wait a little for
     *     answers; at most 5 s
     * @param close called once after Streams was closed
     */
    record Parts(List<StartStep> steps, Topology topology, Runnable stopping, Runnable close) {

        public Parts {
            steps = List.copyOf(steps);
        }
    }
}
