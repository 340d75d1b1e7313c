package io.runbridge.acceptance.campaign.arena;

import io.runbridge.local.SimulatedCalls;
import java.util.List;
import java.util.Map;

/** The simulator's operations that the campaign counts and breaks, by what they do. */
public final class StartCalls {
    public static final String SYNAPSE = "synapse.createRun";
    public static final String PIPELINES = "pipelines.startUpdate";
    public static final String JOBS = "jobs.run-now";

    /** One start operation for each platform type. */
    public static final List<String> STARTS = List.of(SYNAPSE, PIPELINES, JOBS);

    private static final List<String> LOOK_UPS = List.of("synapse.queryPipelineRuns", "pipelines.listUpdates");

    private StartCalls() {}

    /** Starts that a platform has taken and not answered yet. */
    static long inFlight(Map<String, SimulatedCalls> calls) {
        return STARTS.stream()
                .mapToLong(name -> calls.getOrDefault(name, SimulatedCalls.NONE).inFlight())
                .sum();
    }

    /** Calls that list runs. */
    static long lookUps(Map<String, SimulatedCalls> calls) {
        return LOOK_UPS.stream()
                .mapToLong(name -> calls.getOrDefault(name, SimulatedCalls.NONE).received())
                .sum();
    }
}
