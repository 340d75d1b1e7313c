package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Lease;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.IdRule;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import io.runbridge.schemas.Recovery;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The calls about pipelines and their runs: addresses, version and JSON, no decisions. Fact: Synapse REST 2020-12-01,
 * artifacts.json, and Data Factory REST 2018-06-01. Any thread.
 */
final class PipelineClient {

    static final IdRule PIPELINE_NAME = IdRule.matching("pipeline name", "^[A-Za-z0-9_][^<>*#.%&:\\\\+?/]*$", 260);
    static final IdRule RUN_ID = IdRule.matching("run id", "[A-Za-z0-9_-]+", 100);

    /** Member of a page of pipelines with the address of the next one. */
    static final String NEXT_LINK = "nextLink";

    private static final Target PIPELINES = Target.of("/pipelines");

    private final PlatformApi api;
    private final PipelineService service;

    PipelineClient(PlatformApi api, PipelineService service) {
        this.api = api;
        this.service = service;
    }

    /** Creates a run; any 2xx that names one counts. */
    CompletionStage<Answer<String>> createRun(
            String pipeline, ObjectNode parameters, Optional<Recovery> recovery, Lease lease) {
        Target target = versioned(PIPELINES.id(PIPELINE_NAME, pipeline).fixed("createRun"));
        if (recovery.isPresent()) {
            target = target.with("referencePipelineRunId", recovery.get().getReferenceRunId());
            target = recovery.get().getIsRecovery() ? target.with("isRecovery", "true") : target;
            target = recovery.get().getStartActivityName() == null
                    ? target
                    : target.with("startActivityName", recovery.get().getStartActivityName());
        }
        return api.call(
                HttpCall.post(Operation.START, target, parameters, "start pipeline " + pipeline),
                lease,
                json -> Json.string(json, "runId")
                        .filter(id -> RUN_ID.problem(id).isEmpty()));
    }

    /** Reads a published pipeline. */
    CompletionStage<Answer<JsonNode>> pipeline(String name) {
        Target target = versioned(PIPELINES.id(PIPELINE_NAME, name));
        return api.call(HttpCall.get(Operation.LOOK_UP, target, "read pipeline " + name), json -> Optional.of(json)
                .filter(JsonNode::isObject));
    }

    /**
     * One page of the published pipelines.
     *
     * @param nextLink of the page before. It is an address with everything in it, of which only the query is used: calls,
     *     and the token that they carry, go nowhere but to the configured endpoint
     */
    CompletionStage<Answer<JsonNode>> pipelines(Optional<String> nextLink) {
        Target target = nextLink.flatMap(PIPELINES::withQueryOf).orElseGet(() -> versioned(PIPELINES));
        return api.call(HttpCall.get(Operation.LOOK_UP, target, "list pipelines"), json -> page(json)
                .filter(PipelineClient::canBeFollowed));
    }

    private static boolean canBeFollowed(JsonNode page) {
        return Json.text(page, NEXT_LINK)
                .map(link -> PIPELINES.withQueryOf(link).isPresent())
                .orElse(true);
    }

    /** Reads a run. */
    CompletionStage<Answer<PipelineRun>> run(String runId) {
        return api.call(
                HttpCall.get(Operation.OBSERVE, versioned(address(runId)), "look at run " + runId),
                json -> PipelineRun.of(json).filter(run -> run.runId().equals(runId)));
    }

    /** Stops a run and the runs it started itself; answers 200 without a body. */
    CompletionStage<Answer<Void>> cancel(String runId) {
        Target target = versioned(address(runId).fixed("cancel")).with("isRecursive", "true");
        return api.command(HttpCall.post(Operation.CANCEL, target, "cancel run " + runId));
    }

    /** One page of the platform's runs whose lastUpdated lies between the two. */
    CompletionStage<Answer<JsonNode>> queryRuns(
            Instant after, Instant before, Optional<String> continuationToken, Operation operation) {
        return api.call(
                HttpCall.post(
                        operation,
                        versioned(Target.of("/queryPipelineRuns")),
                        window(after, before, "RunStart", continuationToken),
                        "list runs"),
                PipelineClient::page);
    }

    /**
     * One page of a run's activities that were updated between the two, latest end first.
     *
     * @param type of the only activities that are asked for, empty for all
     */
    CompletionStage<Answer<JsonNode>> activityRuns(
            String pipeline,
            String runId,
            Instant after,
            Instant before,
            Optional<String> type,
            Optional<String> continuationToken) {
        Target run = service.activitiesByPipeline()
                ? PIPELINES.id(PIPELINE_NAME, pipeline).fixed("pipelineruns").id(RUN_ID, runId)
                : address(runId);
        ObjectNode query = window(after, before, "ActivityRunEnd", continuationToken);
        type.ifPresent(only -> query.putArray("filters")
                .addObject()
                .put("operand", "ActivityType")
                .put("operator", "Equals")
                .putArray("values")
                .add(only));
        return api.call(
                HttpCall.post(
                        Operation.OBSERVE,
                        versioned(run.fixed("queryActivityruns")),
                        query,
                        "list activities of run " + runId),
                PipelineClient::page);
    }

    private static ObjectNode window(
            Instant after, Instant before, String latestFirst, Optional<String> continuationToken) {
        ObjectNode query = Json.object();
        query.put("lastUpdatedAfter", after.toString());
        query.put("lastUpdatedBefore", before.toString());
        query.putArray("orderBy").addObject().put("orderBy", latestFirst).put("order", "DESC");
        continuationToken.ifPresent(token -> query.put("continuationToken", token));
        return query;
    }

    private static Optional<JsonNode> page(JsonNode json) {
        return json.path("value").isArray() ? Optional.of(json) : Optional.empty();
    }

    private static Target address(String runId) {
        return Target.of("/pipelineruns").id(RUN_ID, runId);
    }

    private Target versioned(Target target) {
        return target.with("api-version", service.apiVersion());
    }
}
