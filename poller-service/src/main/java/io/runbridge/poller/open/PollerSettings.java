package io.runbridge.poller.open;

import io.runbridge.poller.round.PollTarget;
import java.time.Duration;
import java.util.Map;

/**
 * What the processors are told. Immutable, any thread.
 *
 * @param targets configured platforms by name
 * @param notFoundGrace how long after its start, and for how long without a break, a run may be unknown to its platform
 * @param partitions of the topic that carries starts by platform, 1 or more; fixed once that topic exists
 */
public record PollerSettings(Map<String, PollTarget> targets, Duration notFoundGrace, int partitions) {

    public PollerSettings {
        targets = Map.copyOf(targets);
    }
}
