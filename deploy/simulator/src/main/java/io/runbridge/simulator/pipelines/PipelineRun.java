package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.life.Life;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One run of a pipeline.
 *
 * @param parameters every parameter with the value the run uses, in its JSON type
 * @param invokedBy who started it, as the service writes it
 * @param parent the run that started it, if a pipeline did
 */
record PipelineRun(
        String runId,
        String groupId,
        PipelineDefinition pipeline,
        JsonObject parameters,
        JsonObject invokedBy,
        Optional<String> parent,
        Life life) {}
