package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of an update, and the state its pipeline shows meanwhile.
 *
 * <p>Source: databricks-sdk-java, UpdateInfoState and PipelineState.
 */
final class UpdateWords {

    static final List<Phase> REFRESH = List.of(
            new Phase("CREATED", 1),
            new Phase("WAITING_FOR_RESOURCES", 2),
            new Phase("INITIALIZING", 2),
            new Phase("SETTING_UP_TABLES", 2),
            new Phase("RUNNING", 8));

    static final List<Phase> FULL_REFRESH = List.of(
            new Phase("CREATED", 1),
            new Phase("WAITING_FOR_RESOURCES", 2),
            new Phase("INITIALIZING", 2),
            new Phase("RESETTING", 1),
            new Phase("SETTING_UP_TABLES", 2),
            new Phase("RUNNING", 8));

    private static final Map<Outcome, String> ENDINGS = Map.of(
            Outcome.SUCCESS, "COMPLETED",
            Outcome.FAILED, "FAILED",
            Outcome.TIMED_OUT, "FAILED",
            Outcome.INTERNAL_ERROR, "FAILED",
            Outcome.RETRY_ON_FAILURE, "FAILED",
            Outcome.CANCELLED, "CANCELED");

    private static final Map<String, String> PIPELINE = Map.of(
            "CREATED", "STARTING",
            "WAITING_FOR_RESOURCES", "STARTING",
            "INITIALIZING", "STARTING",
            "RESETTING", "RESETTING",
            "STOPPING", "STOPPING");

    private UpdateWords() {}

    static String state(Life life, long now) {
        return switch (life.step(now)) {
            case WAITING, ACTIVE -> life.phase(now);
            case CANCELLING -> "STOPPING";
            case ENDED -> ENDINGS.getOrDefault(life.outcome(), "FAILED");
        };
    }

    /** The pipeline's state while this update is its newest. */
    static String pipelineState(Optional<Update> newest, long now) {
        return newest.filter(update -> !update.life().over(now))
                .map(update -> PIPELINE.getOrDefault(state(update.life(), now), "RUNNING"))
                .orElse("IDLE");
    }
}
