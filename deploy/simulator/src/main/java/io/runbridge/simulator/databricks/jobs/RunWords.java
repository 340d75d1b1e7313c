package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.life.Phase;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of a run before it has ended. Source: databricks-sdk-java, RunLifeCycleState and RunLifecycleStateV2State. */
final class RunWords {

    static final String PENDING = "PENDING";
    static final String RUNNING = "RUNNING";
    static final String TERMINATING = "TERMINATING";
    static final String QUEUED = "QUEUED";
    static final String BLOCKED = "BLOCKED";

    static final List<Phase> PHASES = List.of(new Phase(PENDING, 3), new Phase(RUNNING, 15), new Phase(TERMINATING, 2));

    /** What {@code active_only} lists; BLOCKED and WAITING_FOR_RETRY are not among them. */
    static final Set<String> ACTIVE = Set.of(QUEUED, PENDING, RUNNING, TERMINATING);

    private static final Map<String, String> STATUS = Map.of("WAITING_FOR_RETRY", "WAITING");

    private RunWords() {}

    /** The word of {@code status.state} that goes with a life_cycle_state. */
    static String status(String lifeCycle) {
        return STATUS.getOrDefault(lifeCycle, lifeCycle);
    }
}
