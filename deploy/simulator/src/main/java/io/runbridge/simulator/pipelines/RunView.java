package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Runs as {@code GET pipelineruns/{runId}} shows them.
 *
 * <p>Event loop only. Source: artifacts.json 2020-12-01, PipelineRun and its examples: parameters come back as strings,
 * a cancelled run has neither runEnd nor durationInMs.
 */
final class RunView {

    private static final String MASK = "**********";

    private final World world;
    private final PipelineBook book;

    RunView(World world, PipelineBook book) {
        this.world = world;
        this.book = book;
    }

    JsonObject of(PipelineRun run) {
        long now = world.now();
        Life life = run.life();
        boolean timed = life.over(now) && life.outcome() != Outcome.CANCELLED;
        JsonObject shown = new JsonObject()
                .put("runId", run.runId())
                .put("runGroupId", run.groupId())
                .put("isLatest", book.latest(run))
                .put("pipelineName", run.pipeline().name())
                .put("parameters", parameters(run))
                .put("invokedBy", run.invokedBy())
                .put("runStart", AzureTime.of(life.createdAt()))
                .put("runEnd", timed ? AzureTime.of(life.end().orElse(now)) : null)
                .put("durationInMs", timed ? life.end().orElse(now) - life.createdAt() : null)
                .put("status", RunWords.status(life, now))
                .put("message", RunWords.message(run, now))
                .put("lastUpdated", AzureTime.of(book.lastUpdated(run, now)))
                .put("annotations", new JsonArray())
                .put(book.service().dimensionsField(), new JsonObject());
        boolean returned = life.over(now) && life.outcome() == Outcome.SUCCESS;
        return returned && world.settings().flag(Setting.RETURN_VALUE_ON_RUN)
                ? shown.mergeIn(ReturnActivity.output(run))
                : shown;
    }

    private JsonObject parameters(PipelineRun run) {
        boolean mask = world.settings().flag(Setting.MASK_SECURE_STRINGS);
        JsonObject shown = new JsonObject();
        for (Map.Entry<String, Object> parameter : run.parameters()) {
            boolean secret = run.pipeline().types().get(parameter.getKey()) == ParameterType.SECURE_STRING;
            shown.put(parameter.getKey(), mask && secret ? MASK : text(parameter.getValue()));
        }
        return shown;
    }

    private static String text(Object value) {
        return value instanceof String string ? string : Json.encode(value);
    }
}
