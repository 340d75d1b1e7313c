package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Lease;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The Pipelines API of a workspace: addresses, version and JSON, no decisions. Fact: Pipelines API 2.0, PipelinesImpl
 * of databricks-sdk-java 0.149.0. Any thread.
 */
final class PipelinesClient {

    /** Most pipelines on a page; more are refused. */
    static final int PAGE_SIZE = 100;

    private static final Target PIPELINES = Target.of("/api/2.0/pipelines");
    private static final String EVENTS_READ = "25";

    /** The workspace's own words for it, behind the status; a 404 without them may be of something in between. */
    private static final Pattern GONE = Pattern.compile(
            " answered 4\\d\\d (RESOURCE_DOES_NOT_EXIST\\b"
                    + "|.*\\bpipeline\\b.*(does not exist|doesn't exist|no longer exists|not found))",
            Pattern.CASE_INSENSITIVE);

    private final PlatformApi api;

    PipelinesClient(PlatformApi api) {
        this.api = api;
    }

    /** Starts an update. */
    CompletionStage<Answer<String>> startUpdate(String pipelineId, UpdateOrder order, Lease lease) {
        ObjectNode body = Json.object().put("pipeline_id", pipelineId);
        order.writeTo(body);
        return api.call(
                HttpCall.post(Operation.START, updates(pipelineId), body, "start pipeline " + pipelineId),
                lease,
                json -> Json.string(json, "update_id")
                        .filter(id -> DatabricksRules.UPDATE_ID.problem(id).isEmpty()));
    }

    /** Reads an update. */
    CompletionStage<Answer<Update>> update(UpdateRef ref) {
        return api.call(
                HttpCall.get(Operation.OBSERVE, update(ref.pipelineId(), ref.updateId()), "look at run " + ref.runId()),
                json -> Update.of(json.path("update"))
                        .filter(update -> update.updateId().equals(ref.updateId())));
    }

    /** One page of the workspace's pipelines with their latest updates; {@code statuses} is missing where there are none. */
    CompletionStage<Answer<JsonNode>> pipelines(Optional<String> pageToken, Operation operation) {
        Target target = PIPELINES.with("max_results", Integer.toString(PAGE_SIZE));
        return api.call(
                HttpCall.get(
                        operation,
                        pageToken.map(token -> target.with("page_token", token)).orElse(target),
                        "list pipelines"),
                json -> Optional.of(json).filter(page -> ListPage.of("statuses", page)));
    }

    /** Reads a pipeline with its settings. */
    CompletionStage<Answer<JsonNode>> pipeline(String pipelineId) {
        return api.call(
                HttpCall.get(
                        Operation.LOOK_UP,
                        PIPELINES.id(DatabricksRules.PIPELINE_ID, pipelineId),
                        "read pipeline " + pipelineId),
                json -> Optional.of(json)
                        .filter(pipeline -> Json.text(pipeline, "pipeline_id").equals(Optional.of(pipelineId))));
    }

    /**
     * One page of a pipeline's updates, newest first; {@code updates} is missing where there are none. An object that says
     * anything else instead of them is no such page.
     */
    CompletionStage<Answer<JsonNode>> updates(String pipelineId, Optional<String> pageToken, Operation operation) {
        Target target = updates(pipelineId);
        return api.call(
                HttpCall.get(
                        operation,
                        pageToken.map(token -> target.with("page_token", token)).orElse(target),
                        "list runs of pipeline " + pipelineId),
                json -> Optional.of(json).filter(page -> ListPage.of("updates", page)));
    }

    /** Whether the workspace itself says that there is no such pipeline. */
    static boolean gone(Failure failure) {
        return failure.category() == FailureCategory.NOT_FOUND
                && GONE.matcher(failure.message()).find();
    }

    /** Newest events of an update, which alone say why it failed. */
    CompletionStage<Answer<JsonNode>> events(UpdateRef ref) {
        Target target = PIPELINES
                .id(DatabricksRules.PIPELINE_ID, ref.pipelineId())
                .fixed("events")
                .with("max_results", EVENTS_READ)
                .with("filter", "update_id = '" + ref.updateId() + "'");
        return api.call(
                HttpCall.get(Operation.OBSERVE, target, "read events of run " + ref.runId()),
                json -> Optional.of(json).filter(JsonNode::isObject));
    }

    /** Stops one update; many workspaces do not have this address. */
    CompletionStage<Answer<Void>> stopUpdate(UpdateRef ref) {
        return api.command(HttpCall.post(
                Operation.CANCEL, update(ref.pipelineId(), ref.updateId()).fixed("stop"), "cancel run " + ref.runId()));
    }

    /** Stops whatever update of the pipeline is active. */
    CompletionStage<Answer<Void>> stopPipeline(UpdateRef ref) {
        return api.command(HttpCall.post(
                Operation.CANCEL,
                PIPELINES.id(DatabricksRules.PIPELINE_ID, ref.pipelineId()).fixed("stop"),
                "cancel run " + ref.runId()));
    }

    private static Target updates(String pipelineId) {
        return PIPELINES.id(DatabricksRules.PIPELINE_ID, pipelineId).fixed("updates");
    }

    private static Target update(String pipelineId, String updateId) {
        return updates(pipelineId).id(DatabricksRules.UPDATE_ID, updateId);
    }
}
