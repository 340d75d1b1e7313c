package io.runbridge.simulator.databricks.jobs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The jobs that are there from the start. */
final class KnownJobs {

    private KnownJobs() {}

    static List<JsonObject> all() {
        return List.of(workflow(), single());
    }

    private static JsonObject workflow() {
        JsonArray tasks = new JsonArray()
                .add(notebook("extract", "/Jobs/extract"))
                .add(notebook("transform", "/Jobs/transform").put("depends_on", after("extract")))
                .add(notebook("publish", "/Jobs/publish").put("depends_on", after("transform")));
        JsonArray parameters = new JsonArray()
                .add(new JsonObject().put("name", "date").put("default", "2026-01-01"))
                .add(new JsonObject().put("name", "mode").put("default", "incremental"));
        return new JsonObject()
                .put("job_id", 42)
                .put(
                        "settings",
                        new JsonObject()
                                .put("name", "nightly-workflow")
                                .put("parameters", parameters)
                                .put("tasks", tasks));
    }

    private static JsonObject single() {
        return new JsonObject()
                .put("job_id", 43)
                .put(
                        "settings",
                        new JsonObject()
                                .put("name", "single-task")
                                .put("tasks", new JsonArray().add(notebook("only", "/Jobs/only"))));
    }

    private static JsonObject notebook(String key, String path) {
        return new JsonObject()
                .put("task_key", key)
                .put("run_if", "ALL_SUCCESS")
                .put(
                        "notebook_task",
                        new JsonObject()
                                .put("notebook_path", path)
                                .put("source", "WORKSPACE")
                                .put("base_parameters", new JsonObject().put("table", key)))
                .put("timeout_seconds", 0);
    }

    private static JsonArray after(String key) {
        return new JsonArray().add(new JsonObject().put("task_key", key));
    }
}
