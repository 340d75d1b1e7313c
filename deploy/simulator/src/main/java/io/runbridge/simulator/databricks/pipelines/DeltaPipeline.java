package io.runbridge.simulator.databricks.pipelines;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A declarative (DLT) pipeline.
 *
 * @param spec as {@code GET pipelines/{id}} shows it; continuous, development and photon are its fields
 */
record DeltaPipeline(String pipelineId, String name, long modifiedAt, JsonObject spec) {

    static final String KNOWN = "a1b2c3d4-0000-4000-8000-000000000001";

    /**
     * Reads a definition: {@code pipeline_id}, {@code name} and {@code spec}.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    static DeltaPipeline of(JsonObject json, long now) {
        String id = json.getString("pipeline_id", "");
        if (!UUID.fromString(id).toString().equals(id)) {
            throw new IllegalArgumentException("A pipeline_id is a UUID in small letters, not " + id);
        }
        String name = json.getString("name", "pipeline-" + id.substring(0, 8));
        JsonObject spec = new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("storage", "dbfs:/pipelines/" + id)
                .put("continuous", false)
                .put("development", true)
                .put("photon", false)
                .put("channel", "CURRENT")
                .put("edition", "ADVANCED")
                .mergeIn(json.getJsonObject("spec", new JsonObject()));
        return new DeltaPipeline(id, name, now, spec);
    }

    static JsonObject known() {
        return new JsonObject()
                .put("pipeline_id", KNOWN)
                .put("name", "orders-dlt")
                .put(
                        "spec",
                        new JsonObject()
                                .put(
                                        "configuration",
                                        new JsonObject()
                                                .put("custom.source", "orders")
                                                .put("spark.sql.shuffle.partitions", "8")));
    }

    boolean continuous() {
        return spec.getBoolean("continuous");
    }
}
