package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.life.Life;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The event log of an update: its creation, each state it came to, and the error if it failed.
 *
 * <p>Any thread. Source: databricks-sdk-java, PipelineEvent.
 */
final class UpdateEvents {

    private UpdateEvents() {}

    /** The events of one update so far, oldest first. */
    static List<JsonObject> of(Update update, long now) {
        Life life = update.life();
        List<JsonObject> events = new ArrayList<>();
        String shortId = update.updateId().substring(0, 6);
        events.add(event(
                update,
                events,
                life.createdAt(),
                "create_update",
                "Update " + shortId + " started by " + update.cause() + "."));
        long until = Math.min(now, life.end().orElse(now));
        for (int i = 0; i <= life.phaseIndex(until); i++) {
            String state = life.phases().get(i).word();
            events.add(event(update, events, life.phaseStart(i), "update_progress", progress(shortId, state)));
        }
        if (life.over(now)) {
            String state = UpdateWords.state(life, now);
            JsonObject end = event(update, events, until, "update_progress", progress(shortId, state));
            events.add(state.equals("FAILED") ? failed(update, end) : end);
        }
        return events;
    }

    private static String progress(String shortId, String state) {
        return "Update " + shortId + " is " + state + ".";
    }

    private static JsonObject event(Update update, List<JsonObject> before, long at, String type, String message) {
        byte[] seed = (update.updateId() + "/" + before.size()).getBytes(StandardCharsets.UTF_8);
        return new JsonObject()
                .put("id", UUID.nameUUIDFromBytes(seed).toString())
                .put("sequence", new JsonObject().put("control_plane_seq_no", at * 100 + before.size()))
                .put(
                        "origin",
                        new JsonObject()
                                .put("pipeline_id", update.pipeline().pipelineId())
                                .put("pipeline_name", update.pipeline().name())
                                .put("update_id", update.updateId()))
                .put("timestamp", Instant.ofEpochMilli(at).toString())
                .put("message", message)
                .put("level", "INFO")
                .put("event_type", type)
                .put("maturity_level", "STABLE");
    }

    private static JsonObject failed(Update update, JsonObject event) {
        String text = update.life()
                .behaviour()
                .message()
                .orElse("Failed to resolve flow: 'orders'. The simulator was told to fail.");
        JsonObject exception = new JsonObject()
                .put("class_name", "com.databricks.pipelines.common.errors.DLTAnalysisException")
                .put("message", text)
                .put("stack", new JsonArray());
        return event.put("level", "ERROR")
                .put("error", new JsonObject().put("fatal", true).put("exceptions", new JsonArray().add(exception)));
    }
}
