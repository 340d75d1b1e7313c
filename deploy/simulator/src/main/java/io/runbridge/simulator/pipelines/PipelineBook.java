package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.life.Behaviour;
import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.Lane;
import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.RunSource;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The pipelines of one workspace or factory and their runs. Event loop only. */
public final class PipelineBook implements RunSource {

    /** Runs are kept 45 days. Source: learn.microsoft.com, "Monitor programmatically". */
    private static final long RETENTION_MILLIS = 45L * 24 * 3_600_000;

    private final World world;
    private final PipelineService service;
    private final String owner;
    private final Map<String, PipelineDefinition> pipelines = new TreeMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, PipelineRun> runs = new LinkedHashMap<>();
    private final Map<String, String> latestOfGroup = new HashMap<>();
    private final Map<String, List<PipelineRun>> children = new HashMap<>();
    private final UpdateTimes updates;

    /** The book of the workspace or factory of that name, with the two pipelines that are always there. */
    public PipelineBook(World world, PipelineService service, String name) {
        this.world = world;
        this.service = service;
        this.owner = service.resource(name);
        this.updates = new UpdateTimes(world);
        reset();
    }

    @Override
    public void reset() {
        pipelines.clear();
        lanes.clear();
        runs.clear();
        latestOfGroup.clear();
        children.clear();
        updates.clear();
        KnownPipelines.all().forEach(this::define);
    }

    /**
     * Publishes a pipeline, or a new version of it.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    public void define(JsonObject definition) {
        PipelineDefinition pipeline = PipelineDefinition.of(definition);
        pipelines.put(pipeline.name(), pipeline);
        lanes.put(pipeline.name(), new Lane(pipeline.concurrency()));
    }

    /** Deletes a pipeline; its runs stay. False if there is none of that name. */
    public boolean undefine(String name) {
        lanes.remove(name);
        return pipelines.remove(name) != null;
    }

    PipelineService service() {
        return service;
    }

    JsonObject resource(PipelineDefinition pipeline) {
        return pipeline.toResource(owner, service.resourceType());
    }

    Collection<PipelineDefinition> pipelines() {
        return pipelines.values();
    }

    Optional<PipelineDefinition> pipeline(String name) {
        return Optional.ofNullable(pipelines.get(name));
    }

    PipelineRun start(PipelineDefinition pipeline, JsonObject parameters, Optional<String> group) {
        return start(pipeline, parameters, group, manual(), Optional.empty());
    }

    private static JsonObject manual() {
        return new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("name", "Manual")
                .put("invokedByType", "Manual");
    }

    private PipelineRun start(
            PipelineDefinition pipeline,
            JsonObject parameters,
            Optional<String> group,
            JsonObject invokedBy,
            Optional<String> parent) {
        long now = world.now();
        Behaviour behaviour = world.behaviours().next(platform(), pipeline.name());
        Life life = new Life(now, behaviour, RunWords.PHASES);
        PipelineRun run = add(pipeline, parameters, group, invokedBy, parent, life);
        lanes.computeIfAbsent(pipeline.name(), name -> new Lane(pipeline.concurrency()))
                .enter(life, now);
        startChildren(run);
        return run;
    }

    private PipelineRun add(
            PipelineDefinition pipeline,
            JsonObject parameters,
            Optional<String> group,
            JsonObject invokedBy,
            Optional<String> parent,
            Life life) {
        String runId = UUID.randomUUID().toString();
        PipelineRun run = new PipelineRun(runId, group.orElse(runId), pipeline, parameters, invokedBy, parent, life);
        runs.put(runId, run);
        latestOfGroup.put(run.groupId(), runId);
        updates.add(run, world.now());
        parent.ifPresent(
                id -> children.computeIfAbsent(id, none -> new ArrayList<>()).add(run));
        return run;
    }

    private void startChildren(PipelineRun parent) {
        for (String name : parent.pipeline().children()) {
            JsonObject invokedBy = new JsonObject()
                    .put("id", UUID.randomUUID().toString())
                    .put("name", parent.pipeline().name())
                    .put("invokedByType", "PipelineActivity")
                    .put("pipelineName", parent.pipeline().name())
                    .put("pipelineRunId", parent.runId());
            pipeline(name)
                    .filter(child -> !child.name().equals(parent.pipeline().name()))
                    .ifPresent(child ->
                            start(child, new JsonObject(), Optional.empty(), invokedBy, Optional.of(parent.runId())));
        }
    }

    /** A run that can be read by now. */
    Optional<PipelineRun> run(String runId) {
        settle();
        return Optional.ofNullable(runs.get(runId))
                .filter(run -> world.readable(run.life().createdAt()) && kept(run));
    }

    /** The runs that show up in queries by now and were updated last inside the window. */
    Stream<PipelineRun> listed(Window window) {
        settle();
        return updates.within(window, world.now())
                .filter(run -> world.listed(run.life().createdAt()) && kept(run));
    }

    private boolean kept(PipelineRun run) {
        return world.now() - run.life().createdAt() < RETENTION_MILLIS;
    }

    void cancel(PipelineRun run, boolean recursive) {
        run.life().cancel(world.now());
        if (recursive) {
            children.getOrDefault(run.runId(), List.of()).forEach(child -> cancel(child, true));
        }
    }

    boolean latest(PipelineRun run) {
        return run.runId().equals(latestOfGroup.get(run.groupId()));
    }

    long lastUpdated(PipelineRun run, long now) {
        return updates.of(run, now);
    }

    private void settle() {
        long now = world.now();
        lanes.values().forEach(lane -> lane.settle(now));
    }

    long now() {
        return world.now();
    }

    @Override
    public Platform platform() {
        return service.platform();
    }

    @Override
    public Stream<JsonObject> runs() {
        settle();
        long now = world.now();
        return runs.values().stream().map(run -> new JsonObject()
                .put("platform", platform().word())
                .put("job", run.pipeline().name())
                .put("runId", run.runId())
                .put("parameters", run.parameters())
                .put("createdAt", run.life().createdAt())
                .put("state", RunWords.status(run.life(), now))
                .put("ended", run.life().over(now))
                .put("cancelRequested", run.life().cancelRequested())
                .put("token", null));
    }

    @Override
    public List<String> fill(Crowd crowd) {
        PipelineDefinition pipeline = pipeline(crowd.job())
                .orElseThrow(() -> new IllegalArgumentException("There is no pipeline " + crowd.job()));
        JsonObject invokedBy = manual();
        JsonObject parameters = new JsonObject();
        return crowd.starts(world.now())
                .mapToObj(at -> Life.since(at, crowd.behaviour(), RunWords.PHASES))
                .map(life -> add(pipeline, parameters, Optional.empty(), invokedBy, Optional.empty(), life))
                .map(PipelineRun::runId)
                .toList();
    }

    @Override
    public boolean end(String runId, Outcome outcome) {
        settle();
        Optional<PipelineRun> run = Optional.ofNullable(runs.get(runId));
        run.ifPresent(found -> found.life().cut(world.now(), outcome));
        return run.isPresent();
    }

    @Override
    public boolean forget(String runId) {
        Optional<PipelineRun> run = Optional.ofNullable(runs.remove(runId));
        run.ifPresent(updates::remove);
        return run.isPresent();
    }
}
