package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.databricks.PageToken;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code runs/get}, {@code runs/list} and {@code runs/get-output}. Event loop only. */
final class RunReads {

    private static final int LIST_DEFAULT = 20;
    private static final int LIST_MAX = 25;

    private final World world;
    private final JobBook book;
    private final Lookup lookup;

    RunReads(World world, JobBook book, Lookup lookup) {
        this.world = world;
        this.book = book;
        this.lookup = lookup;
    }

    Answer get(Call call) {
        long id = Lookup.id(call, "run_id");
        JobRun run = lookup.runOrTask(call, id);
        long now = world.now();
        if (id != run.runId()) {
            JsonObject task = RunView.task(run, run.taskRunIds().indexOf(id), call.baseUrl(), now);
            return Answer.json(200, task.put("job_id", run.job().jobId()).put("job_run_id", run.runId()));
        }
        JsonObject json = RunView.base(run, call.baseUrl(), now)
                .put("tasks", RunView.tasks(run, call.baseUrl(), now))
                .put("job_parameters", RunView.parameters(run));
        if (call.flag("include_history") || run.history().size() > 1) {
            json.put("repair_history", RunView.history(run, now));
        }
        ArrayPages.cut(call, json, json, "tasks", "job_parameters", "repair_history");
        return Answer.json(200, json);
    }

    Answer list(Call call) {
        boolean activeOnly = call.flag("active_only");
        boolean completedOnly = call.flag("completed_only");
        if (activeOnly && completedOnly) {
            throw DatabricksErrors.invalid(call, "active_only and completed_only cannot both be true.");
        }
        int limit = limit(call);
        long now = world.now();
        Asked asked = Asked.of(call);
        Optional<PageToken> token = call.query("page_token").map(PageToken::decode);
        Stream<JobRun> runs = activeOnly
                ? book.listedOpen(token.orElse(PageToken.START), asked.from(), asked.to())
                        .filter(run -> RunState.of(run, now).active())
                : sorted(token, completedOnly, now);
        List<JobRun> found = runs.filter(asked::fits).limit(limit + 1L).toList();
        return Answer.json(200, page(call, found, limit, now));
    }

    private Stream<JobRun> sorted(Optional<PageToken> token, boolean completedOnly, long now) {
        return book.listed()
                .filter(run -> !completedOnly || run.life().over(now))
                .filter(run -> token.map(place -> place.before(key(run, now), run.runId()))
                        .orElse(true))
                .sorted(Comparator.comparingLong((JobRun run) -> key(run, now))
                        .thenComparingLong(JobRun::runId)
                        .reversed());
    }

    /** Runs are ordered by end time, those that have none by start time. */
    private static long key(JobRun run, long now) {
        return run.life().over(now) ? run.life().end().orElse(now) : run.createdAt();
    }

    private static int limit(Call call) {
        int limit = call.query("limit").map(Integer::parseInt).orElse(LIST_DEFAULT);
        if (limit < 0 || limit > LIST_MAX) {
            throw DatabricksErrors.invalid(
                    call, "Invalid limit " + limit + ". The limit must be between 0 and " + LIST_MAX + ".");
        }
        return limit == 0 ? LIST_MAX : limit;
    }

    /** Which runs a list is to hold; both times inclusive. */
    private record Asked(Optional<Long> jobId, Optional<String> runType, long from, long to) {

        static Asked of(Call call) {
            return new Asked(
                    call.query("job_id").map(Long::valueOf),
                    call.query("run_type"),
                    call.query("start_time_from").map(Long::parseLong).orElse(0L),
                    call.query("start_time_to").map(Long::parseLong).orElse(Long.MAX_VALUE));
        }

        boolean fits(JobRun run) {
            return jobId.map(id -> id == run.job().jobId()).orElse(true)
                    && runType.map(run.runType()::equals).orElse(true)
                    && from <= run.createdAt()
                    && run.createdAt() <= to;
        }
    }

    private static JsonObject page(Call call, List<JobRun> found, int limit, long now) {
        boolean more = found.size() > limit;
        JsonArray runs = new JsonArray();
        found.stream().limit(limit).forEach(run -> {
            JsonObject json = RunView.base(run, call.baseUrl(), now).put("job_parameters", RunView.parameters(run));
            if (call.flag("expand_tasks")) {
                json.put("tasks", RunView.tasks(run, call.baseUrl(), now));
            }
            runs.add(json);
        });
        JsonObject page = new JsonObject().put("has_more", more);
        if (!runs.isEmpty()) {
            page.put("runs", runs);
        }
        if (more) {
            JobRun last = found.get(limit - 1);
            page.put("next_page_token", new PageToken(key(last, now), last.runId()).encoded());
        }
        return page;
    }

    Answer output(Call call) {
        long id = Lookup.id(call, "run_id");
        JobRun run = lookup.runOrTask(call, id);
        if (id == run.runId() && run.severalTasks()) {
            throw DatabricksErrors.invalid(
                    call,
                    "Retrieving the output of runs with multiple tasks is not supported. You must retrieve the output of"
                            + " each individual task run instead.");
        }
        long now = world.now();
        int index = Math.max(0, run.taskRunIds().indexOf(id));
        RunState state = RunState.ofTask(run, index, now);
        JsonObject output = new JsonObject().put("metadata", RunView.base(run, call.baseUrl(), now));
        boolean failed = state.words().endsWith("/FAILED");
        if (failed) {
            String error = run.life().behaviour().message().orElse("RuntimeError: The simulator was told to fail.");
            output.put("error", error).put("error_trace", "Traceback (most recent call last): simulated");
        } else {
            output.put(
                    "notebook_output", notebookOutput(run, index, state.words().endsWith("/SUCCESS")));
        }
        return Answer.json(200, output);
    }

    /** A notebook that did not end with a value has no result. */
    private JsonObject notebookOutput(JobRun run, int index, boolean succeeded) {
        String task = run.job().tasks().get(index).getString("task_key");
        Object result = run.life().behaviour().outputs().get(task);
        if (result == null || !succeeded) {
            return new JsonObject().put("truncated", false);
        }
        byte[] bytes = String.valueOf(result).getBytes(StandardCharsets.UTF_8);
        int most = (int) Math.min(bytes.length, world.settings().number(Setting.RESULT_BYTES));
        return new JsonObject()
                .put("result", new String(bytes, 0, most, StandardCharsets.UTF_8))
                .put("truncated", most < bytes.length);
    }
}
