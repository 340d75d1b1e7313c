package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.life.Lane;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job, or what a one-time run was submitted with.
 *
 * @param settings as {@code jobs/get} shows them
 */
record JobDefinition(long jobId, long createdAt, JsonObject settings) {

    /** The highest limit the service takes; here it stands for no limit at all. */
    private static final int MAX_CONCURRENT_RUNS = 1_000;

    /**
     * Reads a definition: {@code job_id} and {@code settings}.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    static JobDefinition of(JsonObject json, long createdAt) {
        Long jobId = json.getLong("job_id");
        if (jobId == null || jobId <= 0) {
            throw new IllegalArgumentException("A job needs a positive job_id");
        }
        JsonObject settings = json.getJsonObject("settings", new JsonObject()).copy();
        return new JobDefinition(jobId, createdAt, completed(settings));
    }

    static JsonObject completed(JsonObject settings) {
        if (settings.getJsonArray("tasks", new JsonArray()).isEmpty()) {
            throw new IllegalArgumentException("A job needs settings.tasks");
        }
        settings.put("name", settings.getString("name", "Untitled"));
        settings.put("format", "MULTI_TASK");
        settings.put("max_concurrent_runs", settings.getInteger("max_concurrent_runs", MAX_CONCURRENT_RUNS));
        settings.put("timeout_seconds", settings.getInteger("timeout_seconds", 0));
        return settings;
    }

    String name() {
        return settings.getString("name");
    }

    List<JsonObject> tasks() {
        return settings.getJsonArray("tasks").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Declared job parameters with their defaults. */
    Map<String, String> parameters() {
        Map<String, String> declared = new LinkedHashMap<>();
        settings.getJsonArray("parameters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .forEach(parameter -> declared.put(parameter.getString("name"), parameter.getString("default", "")));
        return declared;
    }

    int slots() {
        int limit = settings.getInteger("max_concurrent_runs");
        return limit >= MAX_CONCURRENT_RUNS ? Lane.UNLIMITED : limit;
    }

    /** Whether a job that may not run at all was asked for: with 0 every run is skipped. */
    boolean closed() {
        return settings.getInteger("max_concurrent_runs") == 0;
    }

    boolean queues() {
        return settings.getJsonObject("queue", new JsonObject()).getBoolean("enabled", false);
    }
}
