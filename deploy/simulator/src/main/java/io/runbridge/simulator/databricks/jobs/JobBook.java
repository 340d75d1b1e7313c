package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.PageToken;
import io.runbridge.simulator.life.Behaviour;
import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.Lane;
import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.RunSource;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The jobs of a Databricks workspace and their runs. Event loop only. */
public final class JobBook implements RunSource {

    /** Runs vanish after 60 days. Source: docs.databricks.com, Jobs API. */
    private static final long RETENTION_MILLIS = 60L * 24 * 3_600_000;

    /** Ids start above 2^53, where a double can no longer tell neighbours apart. */
    private static final long FIRST_ID = (1L << 53) + 1_000_001L;

    private final World world;
    private final NavigableMap<Long, JobDefinition> jobs = new TreeMap<>();
    private final Map<Long, Lane> lanes = new HashMap<>();
    private final NavigableMap<Long, JobRun> runs = new TreeMap<>();
    private final OpenRuns open = new OpenRuns();
    private final Map<Long, JobRun> byTask = new HashMap<>();
    private final Map<String, Long> byToken = new HashMap<>();
    private long nextId = FIRST_ID;

    /** A workspace with the two jobs that are always there. */
    public JobBook(World world) {
        this.world = world;
        reset();
    }

    @Override
    public void reset() {
        jobs.clear();
        lanes.clear();
        runs.clear();
        open.clear();
        byTask.clear();
        byToken.clear();
        KnownJobs.all().forEach(this::define);
    }

    /**
     * Creates a job, or a new version of it.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    public void define(JsonObject definition) {
        JobDefinition job = JobDefinition.of(definition, world.now());
        jobs.put(job.jobId(), job);
        lanes.put(job.jobId(), new Lane(job.slots()));
    }

    /** Deletes a job; its runs stay. False if there is none with that id. */
    public boolean undefine(String jobId) {
        return jobId.matches("\\d{1,18}") && jobs.remove(Long.valueOf(jobId)) != null;
    }

    Collection<JobDefinition> jobs() {
        return jobs.values();
    }

    Optional<JobDefinition> job(long jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    long newId() {
        return nextId++;
    }

    /** The id of the run that this token started, whether the run still exists or not. */
    Optional<Long> startedBy(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** Whether a run that was started once is gone. */
    boolean deleted(long runId) {
        return !runs.containsKey(runId);
    }

    JobRun start(
            JobDefinition job, String runType, Map<String, String> parameters, Optional<String> token, boolean queue) {
        return add(job, runType, parameters, token, admit(job, queue));
    }

    private JobRun add(
            JobDefinition job, String runType, Map<String, String> parameters, Optional<String> token, Life life) {
        long runId = newId();
        List<Long> taskRunIds = job.tasks().stream().map(task -> newId()).toList();
        JobRun run = new JobRun(runId, job, runType, parameters, token, taskRunIds, life);
        runs.put(runId, run);
        open.add(run);
        taskRunIds.forEach(id -> byTask.put(id, run));
        token.ifPresent(text -> byToken.put(text, runId));
        return run;
    }

    /** A life that starts now, waits for a slot, or is over at once because there is none and it may not wait. */
    private Life admit(JobDefinition job, boolean queue) {
        long now = world.now();
        Lane lane = lanes.computeIfAbsent(job.jobId(), id -> new Lane(job.slots()));
        Behaviour behaviour = world.behaviours().next(Platform.JOBS, Long.toString(job.jobId()));
        if (job.closed() || (!queue && lane.full(now))) {
            Life skipped =
                    new Life(now, behaviour.ending(Outcome.MAX_CONCURRENT_RUNS).lasting(0), RunWords.PHASES);
            skipped.start(now);
            return skipped;
        }
        Life life = new Life(now, behaviour, RunWords.PHASES);
        lane.enter(life, now);
        return life;
    }

    /** Reopens a finished run; returns the repair's id. */
    long repair(JobRun run) {
        long now = world.now();
        Behaviour behaviour =
                world.behaviours().next(Platform.JOBS, Long.toString(run.job().jobId()));
        Life life = new Life(now, behaviour, RunWords.PHASES);
        life.start(now);
        long repairId = newId();
        run.repair(repairId, life);
        open.add(run);
        return repairId;
    }

    /** A run that can be read by now. */
    Optional<JobRun> run(long runId) {
        settle();
        return Optional.ofNullable(runs.get(runId)).filter(this::visible);
    }

    /** The run one of whose tasks has that id. */
    Optional<JobRun> runOfTask(long taskRunId) {
        settle();
        return Optional.ofNullable(byTask.get(taskRunId)).filter(this::visible);
    }

    private boolean visible(JobRun run) {
        return runs.containsKey(run.runId()) && world.readable(run.createdAt()) && kept(run);
    }

    private boolean kept(JobRun run) {
        return world.now() - run.createdAt() < RETENTION_MILLIS;
    }

    /** All runs that show up in lists by now. */
    Stream<JobRun> listed() {
        settle();
        return runs.values().stream().filter(run -> world.listed(run.createdAt()) && kept(run));
    }

    /** Those of them that are not over and were created in that time, newest first, from behind that place on. */
    Stream<JobRun> listedOpen(PageToken after, long from, long to) {
        settle();
        long now = world.now();
        return open.newestFirst(after, from, to, now)
                .filter(run -> !run.life().over(now) && world.listed(run.createdAt()));
    }

    private void settle() {
        long now = world.now();
        lanes.values().forEach(lane -> lane.settle(now));
    }

    @Override
    public Platform platform() {
        return Platform.JOBS;
    }

    @Override
    public Stream<JsonObject> runs() {
        settle();
        long now = world.now();
        return runs.values().stream().map(run -> {
            JsonObject parameters = new JsonObject();
            run.parameters().forEach(parameters::put);
            return new JsonObject()
                    .put("platform", platform().word())
                    .put("job", Long.toString(run.job().jobId()))
                    .put("runId", Long.toString(run.runId()))
                    .put("parameters", parameters)
                    .put("createdAt", run.createdAt())
                    .put("state", RunState.of(run, now).words())
                    .put("ended", run.life().over(now))
                    .put("cancelRequested", run.life().cancelRequested())
                    .put("token", run.token().orElse(null));
        });
    }

    @Override
    public List<String> fill(Crowd crowd) {
        JobDefinition job = Optional.of(crowd.job())
                .filter(id -> id.matches("\\d{1,18}"))
                .flatMap(id -> job(Long.parseLong(id)))
                .orElseThrow(() -> new IllegalArgumentException("There is no job " + crowd.job()));
        return crowd.starts(world.now())
                .mapToObj(at -> Life.since(at, crowd.behaviour(), RunWords.PHASES))
                .map(life -> add(job, "JOB_RUN", Map.of(), Optional.empty(), life))
                .map(run -> Long.toString(run.runId()))
                .toList();
    }

    @Override
    public boolean end(String runId, Outcome outcome) {
        Optional<JobRun> run = find(runId);
        run.ifPresent(found -> found.life().cut(world.now(), outcome));
        return run.isPresent();
    }

    @Override
    public boolean forget(String runId) {
        Optional<JobRun> run = find(runId);
        run.ifPresent(found -> {
            runs.remove(found.runId());
            open.remove(found);
        });
        return run.isPresent();
    }

    private Optional<JobRun> find(String runId) {
        settle();
        return Optional.of(runId).filter(text -> text.matches("\\d{1,18}")).map(text -> runs.get(Long.valueOf(text)));
    }
}
