package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.life.Life;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Runs as {@code runs/get} and {@code runs/list} show them. Any thread. Source: databricks-sdk-java, Run and RunTask. */
final class RunView {

    private static final String WORKSPACE_ID = "900800700600";
    private static final String USER = "simulator@example.com";

    private RunView() {}

    /** Everything but tasks and parameters. */
    static JsonObject base(JobRun run, String baseUrl, long now) {
        Life life = run.life();
        long end = life.over(now) ? life.end().orElse(now) : 0;
        long duration = (end == 0 ? now : end) - run.createdAt();
        JsonObject json = new JsonObject()
                .put("run_id", run.runId())
                .put("job_id", run.job().jobId())
                .put("number_in_job", run.runId())
                .put("original_attempt_run_id", run.runId())
                .put("run_name", run.job().name())
                .put("run_type", run.runType())
                .put("run_page_url", pageUrl(baseUrl, run))
                .put("format", "MULTI_TASK")
                .put("creator_user_name", USER)
                .put("trigger", "ONE_TIME")
                .put("start_time", run.createdAt())
                .put("end_time", end)
                .put("setup_duration", 0)
                .put("execution_duration", run.severalTasks() || end == 0 ? 0 : duration)
                .put("cleanup_duration", 0)
                .put("queue_duration", life.startedAt().orElse(now) - life.createdAt());
        if (end != 0) {
            json.put("run_duration", duration);
        }
        RunState state = RunState.of(run, now);
        return json.put("state", state.toState()).put("status", state.toStatus());
    }

    private static String pageUrl(String baseUrl, JobRun run) {
        return baseUrl + "/?o=" + WORKSPACE_ID + "#job/" + run.job().jobId() + "/run/" + run.runId();
    }

    static JsonArray tasks(JobRun run, String baseUrl, long now) {
        JsonArray tasks = new JsonArray();
        for (int i = 0; i < run.taskRunIds().size(); i++) {
            tasks.add(task(run, i, baseUrl, now));
        }
        return tasks;
    }

    static JsonObject task(JobRun run, int index, String baseUrl, long now) {
        JsonObject task = run.job().tasks().get(index).copy();
        RunState state = RunState.ofTask(run, index, now);
        return task.put("run_id", run.taskRunIds().get(index))
                .put("attempt_number", run.history().size() - 1)
                .put("run_page_url", pageUrl(baseUrl, run))
                .put("start_time", run.createdAt())
                .put("end_time", state.ending().isPresent() ? run.life().end().orElse(now) : 0)
                .put("setup_duration", 0)
                .put("execution_duration", 0)
                .put("cleanup_duration", 0)
                .put("state", state.toState())
                .put("status", state.toStatus());
    }

    /** Declared parameters with default and value, then undeclared ones with their value alone. */
    static JsonArray parameters(JobRun run) {
        Map<String, String> declared = new LinkedHashMap<>(run.job().parameters());
        Set<String> names = new LinkedHashSet<>(declared.keySet());
        names.addAll(run.parameters().keySet());
        JsonArray parameters = new JsonArray();
        for (String name : names) {
            JsonObject parameter = new JsonObject().put("name", name);
            if (declared.containsKey(name)) {
                parameter.put("default", declared.get(name));
            }
            parameters.add(parameter.put("value", run.parameters().getOrDefault(name, declared.get(name))));
        }
        return parameters;
    }

    static JsonArray history(JobRun run, long now) {
        JsonArray history = new JsonArray();
        for (JobRun.Repair repair : run.history()) {
            Life life = repair.life();
            JsonObject item = new JsonObject().put("type", repair.type());
            if (repair.type().equals("REPAIR")) {
                item.put("id", repair.id());
            }
            history.add(item.put("start_time", life.createdAt())
                    .put("end_time", life.over(now) ? life.end().orElse(now) : 0)
                    .put("task_run_ids", new JsonArray(run.taskRunIds())));
        }
        return history;
    }
}
