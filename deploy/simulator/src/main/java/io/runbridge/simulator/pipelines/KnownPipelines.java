package io.runbridge.simulator.pipelines;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The pipelines that are there from the start. */
final class KnownPipelines {

    private KnownPipelines() {}

    static List<JsonObject> all() {
        return List.of(example(), ingestOrders());
    }

    private static JsonObject example() {
        return new JsonObject()
                .put("name", "examplePipeline")
                .put(
                        "activities",
                        new JsonArray().add(PipelineDefinition.activity("ExampleForeachActivity", "ForEach")))
                .put(
                        "parameters",
                        new JsonObject()
                                .put(
                                        "OutputBlobNameList",
                                        parameter("Array", new JsonArray().add("exampleoutput.csv"))));
    }

    private static JsonObject ingestOrders() {
        return new JsonObject()
                .put("name", "ingest-orders")
                .put("description", "Copies new orders into the lake and builds the daily tables.")
                .put(
                        "activities",
                        new JsonArray()
                                .add(PipelineDefinition.activity("CopyOrders", "Copy"))
                                .add(PipelineDefinition.activity("BuildTables", "SynapseNotebook")))
                .put(
                        "parameters",
                        new JsonObject()
                                .put("retries", parameter("Int", 3))
                                .put("dryRun", parameter("Bool", false))
                                .put("since", parameter("String", "2026-01-01"))
                                .put("apiKey", parameter("SecureString", "not-a-key")))
                .put("annotations", new JsonArray());
    }

    private static JsonObject parameter(String type, Object defaultValue) {
        return new JsonObject().put("type", type).put("defaultValue", defaultValue);
    }
}
