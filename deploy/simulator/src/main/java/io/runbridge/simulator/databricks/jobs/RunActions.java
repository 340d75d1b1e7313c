package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.databricks.PageToken;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What can be done to a run: cancel, repair, delete.
 *
 * <p>Event loop only. A cancel of a finished run is a 200 without effect.
 */
final class RunActions {

    private static final JsonArray NONE = new JsonArray();

    private final World world;
    private final JobBook book;
    private final Lookup lookup;

    RunActions(World world, JobBook book, Lookup lookup) {
        this.world = world;
        this.book = book;
        this.lookup = lookup;
    }

    Answer cancel(Call call) {
        lookup.runOrTask(call, Lookup.id(call, call.json(), "run_id")).life().cancel(world.now());
        return done();
    }

    Answer cancelAll(Call call) {
        JsonObject body = call.json();
        long now = world.now();
        boolean queuedOnly = body.getBoolean("all_queued_runs", false);
        Optional<JobDefinition> job = body.containsKey("job_id")
                ? Optional.of(lookup.job(call, Lookup.id(call, body, "job_id")))
                : Optional.empty();
        if (job.isEmpty() && !queuedOnly) {
            throw DatabricksErrors.invalid(call, "Missing required field: job_id");
        }
        List<JobRun> runs = book.listedOpen(PageToken.START, 0, Long.MAX_VALUE)
                .filter(run ->
                        job.map(wanted -> wanted.jobId() == run.job().jobId()).orElse(true))
                .filter(run -> !queuedOnly || RunState.of(run, now).lifeCycle().equals(RunWords.QUEUED))
                .toList();
        runs.forEach(run -> run.life().cancel(now));
        return done();
    }

    Answer repair(Call call) {
        JsonObject body = call.json();
        JobRun run = lookup.run(call, Lookup.id(call, body, "run_id"));
        if (!run.life().over(world.now())) {
            throw DatabricksErrors.invalidState(call, "Run " + run.runId() + " is still active and can't be repaired.");
        }
        if (!body.getBoolean("rerun_all_failed_tasks", false)
                && body.getJsonArray("rerun_tasks", NONE).isEmpty()) {
            throw DatabricksErrors.invalid(call, "One of rerun_tasks and rerun_all_failed_tasks is required.");
        }
        Optional<Long> given = Optional.ofNullable(body.getLong("latest_repair_id"));
        if (!given.equals(run.latestRepair())) {
            throw DatabricksErrors.invalid(
                    call,
                    given.isEmpty()
                            ? "latest_repair_id is required for the second repair and later ones."
                            : "latest_repair_id " + given.get() + " is not the latest repair of run " + run.runId()
                                    + ".");
        }
        return Answer.json(200, new JsonObject().put("repair_id", book.repair(run)));
    }

    Answer delete(Call call) {
        JobRun run = lookup.run(call, Lookup.id(call, call.json(), "run_id"));
        if (!run.life().over(world.now())) {
            throw DatabricksErrors.invalidState(call, "Run " + run.runId() + " is still active and can't be deleted.");
        }
        book.forget(Long.toString(run.runId()));
        return done();
    }

    private static Answer done() {
        return Answer.json(200, new JsonObject());
    }
}
