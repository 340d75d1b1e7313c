package io.runbridge.simulator.synapse;

import io.runbridge.simulator.life.Behaviour;
import io.runbridge.simulator.life.Lane;
import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.RunSource;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The pipelines of a Synapse workspace and their runs. Event loop only. */
public final class Workspace implements RunSource {

    /** Runs are kept 45 days. Source: learn.microsoft.com, "Monitor programmatically". */
    private static final long RETENTION_MILLIS = 45L * 24 * 3_600_000;

    private final World world;
    private final Map<String, PipelineDefinition> pipelines = new TreeMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, PipelineRun> runs = new LinkedHashMap<>();
    private final Map<String, String> latestOfGroup = new HashMap<>();

    /** A workspace with the two pipelines that are always there. */
    public Workspace(World world) {
        this.world = world;
        reset();
    }

    @Override
    public void reset() {
        pipelines.clear();
        lanes.clear();
        runs.clear();
        latestOfGroup.clear();
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

    Collection<PipelineDefinition> pipelines() {
        return pipelines.values();
    }

    Optional<PipelineDefinition> pipeline(String name) {
        return Optional.ofNullable(pipelines.get(name));
    }

    PipelineRun start(PipelineDefinition pipeline, JsonObject parameters, Optional<String> group) {
        JsonObject manual = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("name", "Manual")
                .put("invokedByType", "Manual");
        return start(pipeline, parameters, group, manual, Optional.empty());
    }

    private PipelineRun start(
            PipelineDefinition pipeline,
            JsonObject parameters,
            Optional<String> group,
            JsonObject invokedBy,
            Optional<String> parent) {
        long now = world.now();
        Behaviour behaviour = world.behaviours().next(Platform.SYNAPSE, pipeline.name());
        Life life = new Life(now, behaviour, RunWords.PHASES);
        String runId = UUID.randomUUID().toString();
        PipelineRun run = new PipelineRun(runId, group.orElse(runId), pipeline, parameters, invokedBy, parent, life);
        runs.put(runId, run);
        latestOfGroup.put(run.groupId(), runId);
        lanes.computeIfAbsent(pipeline.name(), name -> new Lane(pipeline.concurrency()))
                .enter(life, now);
        startChildren(run);
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

    /** The runs that show up in queries by now. */
    Stream<PipelineRun> listed() {
        settle();
        return runs.values().stream().filter(run -> world.listed(run.life().createdAt()) && kept(run));
    }

    private boolean kept(PipelineRun run) {
        return world.now() - run.life().createdAt() < RETENTION_MILLIS;
    }

    void cancel(PipelineRun run, boolean recursive) {
        run.life().cancel(world.now());
        if (recursive) {
            List<PipelineRun> children = runs.values().stream()
                    .filter(child -> child.parent().equals(Optional.of(run.runId())))
                    .toList();
            children.forEach(child -> cancel(child, true));
        }
    }

    boolean latest(PipelineRun run) {
        return run.runId().equals(latestOfGroup.get(run.groupId()));
    }

    /** When the run was updated last: while it runs this moves on its own, if the switch says so. */
    long lastUpdated(PipelineRun run, long now) {
        long changed = run.life().changedAt(now);
        boolean running =
                RunWords.status(run.life(), now).equals(RunWords.PHASES.get(1).word());
        long every = world.settings().number(Setting.LAST_UPDATED_MILLIS);
        if (!running || every == 0 || !world.settings().flag(Setting.LAST_UPDATED_MOVES)) {
            return changed;
        }
        return changed + (now - changed) / every * every;
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
        return Platform.SYNAPSE;
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
    public boolean end(String runId, Outcome outcome) {
        settle();
        Optional<PipelineRun> run = Optional.ofNullable(runs.get(runId));
        run.ifPresent(found -> found.life().cut(world.now(), outcome));
        return run.isPresent();
    }

    @Override
    public boolean forget(String runId) {
        return runs.remove(runId) != null;
    }
}
