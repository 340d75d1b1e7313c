package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Phase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The words of a pipeline run.
 *
 * <p>Source: learn.microsoft.com, "Monitor programmatically": Queued, InProgress, Succeeded, Failed, Canceling (one l),
 * Cancelled (two).
 */
final class RunWords {

    static final List<Phase> PHASES = List.of(new Phase("Queued", 1), new Phase("InProgress", 9));

    private static final String CANCELING = "Canceling";

    private static final Map<Outcome, String> ENDINGS = Map.of(
            Outcome.SUCCESS, "Succeeded",
            Outcome.FAILED, "Failed",
            Outcome.TIMED_OUT, "Failed",
            Outcome.INTERNAL_ERROR, "Failed",
            Outcome.CANCELLED, "Cancelled");

    private static final Map<Outcome, String> MESSAGES = Map.of(
            Outcome.FAILED,
                    "Operation on target %s failed: ErrorCode=UserErrorSimulated, the simulator was told to fail.",
            Outcome.TIMED_OUT, "Operation on target %s failed: The activity was timed out.",
            Outcome.INTERNAL_ERROR, "Operation on target %s failed: Internal server error has occurred.");

    private RunWords() {}

    static String status(Life life, long now) {
        return switch (life.step(now)) {
            case WAITING, ACTIVE -> life.phase(now);
            case CANCELLING -> CANCELING;
            case ENDED -> ENDINGS.getOrDefault(life.outcome(), "Failed");
        };
    }

    static String message(PipelineRun run, long now) {
        if (!run.life().over(now) || !MESSAGES.containsKey(run.life().outcome())) {
            return "";
        }
        List<JsonObject> activities = run.pipeline().activities();
        String last = activities.get(activities.size() - 1).getString("name");
        return run.life()
                .behaviour()
                .message()
                .orElse(MESSAGES.get(run.life().outcome()).formatted(last));
    }
}
