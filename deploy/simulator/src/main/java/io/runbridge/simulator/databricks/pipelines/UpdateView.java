package io.runbridge.simulator.databricks.pipelines;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Pipelines and updates as the service shows them.
 *
 * <p>Any thread. Source: databricks-sdk-java, UpdateInfo, PipelineStateInfo and UpdateStateInfo: the creation time of an
 * update is a number in one place and an ISO text in the other.
 */
final class UpdateView {

    private static final String USER = "simulator@example.com";

    private static final List<String> ECHOED = List.of(
            "full_refresh",
            "full_refresh_selection",
            "refresh_selection",
            "reset_checkpoint_selection",
            "validate_only",
            "parameters");

    private UpdateView() {}

    static JsonObject update(Update update, long now, boolean config) {
        JsonObject json = new JsonObject()
                .put("update_id", update.updateId())
                .put("pipeline_id", update.pipeline().pipelineId())
                .put("cause", update.cause())
                .put("state", UpdateWords.state(update.life(), now))
                .put("creation_time", update.life().createdAt())
                .put("mode", update.pipeline().continuous() ? "CONTINUOUS" : "DEFAULT")
                .put("full_refresh", update.fullRefresh());
        ECHOED.stream()
                .filter(update.request()::containsKey)
                .forEach(field -> json.put(field, update.request().getValue(field)));
        return config ? json.put("config", update.pipeline().spec()) : json;
    }

    static JsonObject pipeline(DeltaPipeline pipeline, List<Update> listed, Optional<Update> newest, long now) {
        JsonObject json = new JsonObject()
                .put("pipeline_id", pipeline.pipelineId())
                .put("name", pipeline.name())
                .put("state", UpdateWords.pipelineState(newest, now))
                .put("health", "HEALTHY")
                .put("creator_user_name", USER)
                .put("run_as_user_name", USER);
        JsonArray latest = new JsonArray();
        listed.stream()
                .limit(5)
                .forEach(update -> latest.add(new JsonObject()
                        .put("update_id", update.updateId())
                        .put("state", UpdateWords.state(update.life(), now))
                        .put(
                                "creation_time",
                                Instant.ofEpochMilli(update.life().createdAt()).toString())));
        return latest.isEmpty() ? json : json.put("latest_updates", latest);
    }
}
