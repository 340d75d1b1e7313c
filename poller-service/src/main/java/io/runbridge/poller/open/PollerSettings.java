package io.runbridge.poller.open;

import io.runbridge.poller.round.PollTarget;
import io.runbridge.poller.run.StuckPolicy;
import java.time.Duration;
import java.util.Map;

/**
 * What the processors are told. Immutable, any thread.
 *
 * @param targets configured platforms by name
 * @param notFoundGrace how long after its start, and for how long without a break, a run may be unknown to its platform
 * @param partitions of the topic that carries starts by platform, 1 or more; fixed once that topic exists
 * @param stuckPolicies when runs are stuck, by platform; those of any other platform never are
 */
public record PollerSettings(
        Map<String, PollTarget> targets,
        Duration notFoundGrace,
        int partitions,
        Map<String, StuckPolicy> stuckPolicies) {

    public PollerSettings {
        targets = Map.copyOf(targets);
        stuckPolicies = Map.copyOf(stuckPolicies);
    }

    /** Settings under which no run is ever stuck. */
    public PollerSettings(Map<String, PollTarget> targets, Duration notFoundGrace, int partitions) {
        this(targets, notFoundGrace, partitions, Map.of());
    }
}
