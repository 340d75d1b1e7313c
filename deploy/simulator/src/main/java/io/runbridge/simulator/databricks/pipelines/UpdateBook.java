package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.life.Behaviour;
import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.RunSource;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The pipelines of a Databricks workspace and their updates. Event loop only. */
public final class UpdateBook implements RunSource {

    private final World world;
    private final Map<String, DeltaPipeline> pipelines = new TreeMap<>();
    private final Map<String, List<Update>> updates = new HashMap<>();
    private final Map<String, Update> byId = new HashMap<>();
    private Optional<List<DeltaPipeline>> inOrder = Optional.empty();

    /** A workspace with the one pipeline that is always there. */
    public UpdateBook(World world) {
        this.world = world;
        reset();
    }

    @Override
    public void reset() {
        pipelines.clear();
        updates.clear();
        byId.clear();
        inOrder = Optional.empty();
        define(DeltaPipeline.known());
    }

    /**
     * Creates a pipeline, or a new version of it.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    public void define(JsonObject definition) {
        DeltaPipeline pipeline = DeltaPipeline.of(definition, world.now());
        pipelines.put(pipeline.pipelineId(), pipeline);
        inOrder = Optional.empty();
    }

    /** Deletes a pipeline and its updates. False if there is none with that id. */
    public boolean undefine(String pipelineId) {
        Optional.ofNullable(updates.remove(pipelineId))
                .ifPresent(gone -> gone.forEach(update -> byId.remove(update.updateId())));
        inOrder = Optional.empty();
        return pipelines.remove(pipelineId) != null;
    }

    /** All of them by id; made once for the many pages of a list. */
    List<DeltaPipeline> pipelines() {
        List<DeltaPipeline> all = inOrder.orElseGet(() -> List.copyOf(pipelines.values()));
        inOrder = Optional.of(all);
        return all;
    }

    Optional<DeltaPipeline> pipeline(String pipelineId) {
        return Optional.ofNullable(pipelines.get(pipelineId));
    }

    Update start(DeltaPipeline pipeline, JsonObject request) {
        Behaviour behaviour = world.behaviours().next(Platform.PIPELINES, pipeline.pipelineId());
        boolean endless = pipeline.continuous() && behaviour.outcome() == Outcome.SUCCESS;
        return add(
                pipeline,
                "API_CALL",
                request,
                world.now(),
                endless ? behaviour.ending(Outcome.NEVER_ENDING) : behaviour);
    }

    private Update add(DeltaPipeline pipeline, String cause, JsonObject request, long at, Behaviour behaviour) {
        boolean full = request.getBoolean("full_refresh", false);
        Life life = Life.since(at, behaviour, full ? UpdateWords.FULL_REFRESH : UpdateWords.REFRESH);
        Update update = new Update(UUID.randomUUID().toString(), pipeline, cause, request, life);
        updates.computeIfAbsent(pipeline.pipelineId(), id -> new ArrayList<>()).add(update);
        byId.put(update.updateId(), update);
        return update;
    }

    /** The pipeline's newest update, retries the platform has made by now included. */
    Optional<Update> newest(DeltaPipeline pipeline) {
        settle(pipeline);
        List<Update> all = updates.getOrDefault(pipeline.pipelineId(), List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The update that keeps others from starting. */
    Optional<Update> active(DeltaPipeline pipeline) {
        return newest(pipeline).filter(update -> !update.life().over(world.now()));
    }

    Optional<Update> update(DeltaPipeline pipeline, String updateId) {
        settle(pipeline);
        return updates.getOrDefault(pipeline.pipelineId(), List.of()).stream()
                .filter(update -> update.updateId().equals(updateId))
                .filter(update -> world.readable(update.life().createdAt()))
                .findFirst();
    }

    /** The updates that show up in lists by now, newest first. */
    List<Update> listed(DeltaPipeline pipeline) {
        settle(pipeline);
        List<Update> listed = new ArrayList<>(updates.getOrDefault(pipeline.pipelineId(), List.of()).stream()
                .filter(update -> world.listed(update.life().createdAt()))
                .toList());
        Collections.reverse(listed);
        return listed;
    }

    /** Adds the update with which the platform answers a failed one of its own accord, once its time has come. */
    private void settle(DeltaPipeline pipeline) {
        List<Update> all = updates.getOrDefault(pipeline.pipelineId(), List.of());
        if (all.isEmpty()) {
            return;
        }
        Update last = all.get(all.size() - 1);
        long now = world.now();
        if (!last.life().over(now) || last.life().outcome() != Outcome.RETRY_ON_FAILURE) {
            return;
        }
        long retryAt = last.life().end().orElse(now) + world.settings().number(Setting.RETRY_DELAY_MILLIS);
        if (now >= retryAt) {
            Behaviour well = last.life().behaviour().ending(Outcome.SUCCESS);
            add(pipeline, "RETRY_ON_FAILURE", last.request(), retryAt, well);
        }
    }

    @Override
    public Platform platform() {
        return Platform.PIPELINES;
    }

    @Override
    public Stream<JsonObject> runs() {
        pipelines.values().forEach(this::settle);
        long now = world.now();
        return updates.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(update -> update.life().createdAt()))
                .map(update -> new JsonObject()
                        .put("platform", platform().word())
                        .put("job", update.pipeline().pipelineId())
                        .put("runId", update.updateId())
                        .put("parameters", update.request())
                        .put("createdAt", update.life().createdAt())
                        .put("state", UpdateWords.state(update.life(), now))
                        .put("ended", update.life().over(now))
                        .put("cancelRequested", update.life().cancelRequested())
                        .put("token", null)
                        .put("cause", update.cause()));
    }

    /** A pipeline has one active update at most, so each of these gets a new pipeline of its own. */
    @Override
    public List<String> fill(Crowd crowd) {
        return crowd.starts(world.now())
                .mapToObj(at -> {
                    String pipelineId = UUID.randomUUID().toString();
                    define(new JsonObject().put("pipeline_id", pipelineId));
                    return add(pipelines.get(pipelineId), "API_CALL", new JsonObject(), at, crowd.behaviour());
                })
                .map(update -> update.pipeline().pipelineId() + ":" + update.updateId())
                .toList();
    }

    @Override
    public boolean end(String updateId, Outcome outcome) {
        Optional<Update> update = Optional.ofNullable(byId.get(updateId));
        update.ifPresent(found -> found.life().cut(world.now(), outcome));
        return update.isPresent();
    }

    @Override
    public boolean forget(String updateId) {
        Optional<Update> update = Optional.ofNullable(byId.remove(updateId));
        update.ifPresent(found -> updates.get(found.pipeline().pipelineId()).remove(found));
        return update.isPresent();
    }
}
