package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Lease;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The Jobs API of a workspace: addresses, versions and JSON, no decisions. Runs are read by 2.2, which alone can show a
 * job of more than 100 tasks. Fact: Jobs API 2.1 and 2.2, JobsImpl of databricks-sdk-java 0.149.0. Any thread.
 */
final class JobsClient {

    /** Runs on a page; the documents say below 25. */
    static final int PAGE_SIZE = 24;

    private static final String RUN_NOW = "/api/2.1/jobs/run-now";
    private static final String RUNS_GET = "/api/2.2/jobs/runs/get";
    private static final String RUNS_OUTPUT = "/api/2.2/jobs/runs/get-output";
    private static final String RUNS_LIST = "/api/2.2/jobs/runs/list";
    private static final String RUNS_REPAIR = "/api/2.1/jobs/runs/repair";
    private static final String RUNS_CANCEL = "/api/2.2/jobs/runs/cancel";

    private static final String JOBS_LIST = "/api/2.2/jobs/list";
    private static final String JOBS_GET = "/api/2.2/jobs/get";

    /** Most jobs on a page. */
    private static final int JOBS_PAGE_SIZE = 100;

    private final PlatformApi api;

    JobsClient(PlatformApi api) {
        this.api = api;
    }

    /** Starts a run, or finds the one that was started with the same token. Queue settings are left to the job. */
    CompletionStage<Answer<String>> runNow(
            String jobId, Map<String, String> jobParameters, String idempotencyToken, Lease lease) {
        ObjectNode body = Json.object().put("job_id", Long.parseLong(jobId)).put("idempotency_token", idempotencyToken);
        if (!jobParameters.isEmpty()) {
            ObjectNode parameters = body.putObject("job_parameters");
            jobParameters.forEach(parameters::put);
        }
        return api.call(
                HttpCall.post(Operation.START, Target.of(RUN_NOW), body, "start job " + jobId),
                lease,
                json -> Json.whole(json, "run_id")
                        .filter(id -> DatabricksRules.RUN_ID.problem(id).isEmpty()));
    }

    /** Reads a run, with the first of its tasks. */
    CompletionStage<Answer<JsonNode>> run(String runId) {
        return run(runId, Target.of(RUNS_GET).with("run_id", runId));
    }

    /** Reads a run with further ones of its tasks. */
    CompletionStage<Answer<JsonNode>> run(String runId, String pageToken) {
        return run(runId, Target.of(RUNS_GET).with("run_id", runId).with("page_token", pageToken));
    }

    private CompletionStage<Answer<JsonNode>> run(String runId, Target target) {
        return api.call(HttpCall.get(Operation.OBSERVE, target, "look at run " + runId), json -> Optional.of(json)
                .filter(run -> Json.text(run, "run_id").equals(Optional.of(runId))));
    }

    /** Reads a run with its repairs; of more than a hundred the oldest. */
    CompletionStage<Answer<JsonNode>> history(String runId) {
        return run(runId, Target.of(RUNS_GET).with("run_id", runId).with("include_history", "true"));
    }

    /**
     * Runs again what failed in a run, or one task with all that depend on it; answers with the repair's id.
     *
     * @param latestRepairId the repair before this one, empty if there was none
     * @param task its key; empty for all that failed
     */
    CompletionStage<Answer<String>> repair(
            String runId, Optional<String> latestRepairId, Optional<String> task, Lease lease) {
        ObjectNode body = Json.object().put("run_id", Long.parseLong(runId));
        latestRepairId.ifPresent(id -> body.put("latest_repair_id", Long.parseLong(id)));
        task.ifPresentOrElse(
                key -> body.put("rerun_dependent_tasks", true)
                        .putArray("rerun_tasks")
                        .add(key),
                () -> body.put("rerun_all_failed_tasks", true));
        return api.call(
                HttpCall.post(Operation.START, Target.of(RUNS_REPAIR), body, "repair run " + runId),
                lease,
                json -> Json.whole(json, "repair_id"));
    }

    /** Reads what the run of one task has put out; the platform refuses this for a run with several tasks. */
    CompletionStage<Answer<JsonNode>> output(String taskRunId) {
        return api.call(
                HttpCall.get(
                        Operation.OBSERVE,
                        Target.of(RUNS_OUTPUT).with("run_id", taskRunId),
                        "read the output of run " + taskRunId),
                json -> Optional.of(json).filter(JsonNode::isObject));
    }

    /** One page of the active runs that started in the range; {@code runs} is missing where there are none. */
    CompletionStage<Answer<JsonNode>> activeRuns(Range range, Optional<String> pageToken) {
        Target target = Target.of(RUNS_LIST).with("active_only", "true").with("limit", Integer.toString(PAGE_SIZE));
        target = with(target, "start_time_from", range.from().map(JobsClient::millis));
        target = with(target, "start_time_to", range.to().map(JobsClient::millis));
        return api.call(
                HttpCall.get(Operation.OBSERVE, with(target, "page_token", pageToken), "list active runs"),
                json -> Optional.of(json).filter(JobsClient::isPageOfRuns));
    }

    /** One page of the workspace's jobs with up to 100 of their tasks; {@code jobs} is missing where there are none. */
    CompletionStage<Answer<JsonNode>> jobs(Optional<String> pageToken) {
        Target target = Target.of(JOBS_LIST)
                .with("limit", Integer.toString(JOBS_PAGE_SIZE))
                .with("expand_tasks", "true");
        return api.call(
                HttpCall.get(Operation.LOOK_UP, with(target, "page_token", pageToken), "list jobs"),
                json -> Optional.of(json).filter(page -> ListPage.of("jobs", page)));
    }

    /** Reads a job, or further ones of its tasks and parameters. */
    CompletionStage<Answer<JsonNode>> job(String jobId, Optional<String> pageToken) {
        Target target = Target.of(JOBS_GET).with("job_id", jobId);
        return api.call(
                HttpCall.get(Operation.LOOK_UP, with(target, "page_token", pageToken), "read job " + jobId),
                json -> Optional.of(json).filter(job -> Json.text(job, "job_id").equals(Optional.of(jobId))));
    }

    private static Target with(Target target, String name, Optional<String> value) {
        return value.map(given -> target.with(name, given)).orElse(target);
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    private static boolean isPageOfRuns(JsonNode json) {
        return json.path("runs").isArray() || (json.has("has_more") && !json.has("runs"));
    }

    /** Asks a run to stop; on one that has ended it changes nothing. */
    CompletionStage<Answer<Void>> cancel(String runId) {
        ObjectNode body = Json.object().put("run_id", Long.parseLong(runId));
        return api.command(HttpCall.post(Operation.CANCEL, Target.of(RUNS_CANCEL), body, "cancel run " + runId));
    }
}
