package io.runbridge.simulator.pipelines;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * The activity with which a run that gives something back ends. Any thread. Source: learn.microsoft.com,
 * data-factory/tutorial-pipeline-return-value: a Set Variable activity. How its run shows the value is not documented.
 */
final class ReturnActivity {

    private static final String NAME = "SetReturnValue";
    private static final String TYPE = "SetVariable";

    private ReturnActivity() {}

    /** The activity as a pipeline defines it; empty if the run gives nothing back. */
    static Optional<JsonObject> of(PipelineRun run) {
        return run.life().behaviour().outputs().isEmpty()
                ? Optional.empty()
                : Optional.of(PipelineDefinition.activity(NAME, TYPE).put("output", output(run)));
    }

    /** What the run gives back, or an empty object. */
    static JsonObject output(PipelineRun run) {
        Map<String, Object> outputs = run.life().behaviour().outputs();
        return outputs.isEmpty()
                ? new JsonObject()
                : new JsonObject().put("pipelineReturnValue", new JsonObject(outputs));
    }
}
