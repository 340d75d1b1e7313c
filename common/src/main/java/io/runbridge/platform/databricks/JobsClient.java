package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Lease;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The Jobs API of a workspace: addresses, versions and JSON, no decisions. Runs are read by 2.2, which alone can show a
 * job of more than 100 tasks. Fact: Jobs API 2.1 and 2.2, JobsImpl of databricks-sdk-java 0.149.0. Any thread.
 */
final class JobsClient {

    private static final String RUN_NOW = "/api/2.1/jobs/run-now";
    private static final String RUNS_GET = "/api/2.2/jobs/runs/get";
    private static final String RUNS_OUTPUT = "/api/2.2/jobs/runs/get-output";
    private static final String RUNS_CANCEL = "/api/2.2/jobs/runs/cancel";

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

    /** Reads what the run of one task has put out; the platform refuses this for a run with several tasks. */
    CompletionStage<Answer<JsonNode>> output(String taskRunId) {
        return api.call(
                HttpCall.get(
                        Operation.OBSERVE,
                        Target.of(RUNS_OUTPUT).with("run_id", taskRunId),
                        "read the output of run " + taskRunId),
                json -> Optional.of(json).filter(JsonNode::isObject));
    }

    /** Asks a run to stop; on one that has ended it changes nothing. */
    CompletionStage<Answer<Void>> cancel(String runId) {
        ObjectNode body = Json.object().put("run_id", Long.parseLong(runId));
        return api.command(HttpCall.post(Operation.CANCEL, Target.of(RUNS_CANCEL), body, "cancel run " + runId));
    }
}
