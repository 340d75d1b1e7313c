package io.runbridge.simulator.synapse;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.http.Operation;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints of the Synapse data plane that have to do with pipelines and their runs.
 *
 * <p>Event loop only. Source: artifacts.json 2020-12-01.
 */
public final class SynapseApi {

    private static final String API_VERSION = "2020-12-01";

    private final World world;
    private final Workspace workspace;
    private final RunView view;
    private final RunQuery runQuery;
    private final ActivityQuery activityQuery;
    private final RunParameters runParameters;

    /** The endpoints over one workspace. */
    public SynapseApi(World world, Workspace workspace) {
        this.world = world;
        this.workspace = workspace;
        this.view = new RunView(world, workspace);
        this.runQuery = new RunQuery(world, workspace, view);
        this.activityQuery = new ActivityQuery(world);
        this.runParameters = new RunParameters(world.settings());
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints(Guard guard) {
        return new EndpointTable("synapse", Dialect.SYNAPSE, guard)
                .get("listPipelines", "/pipelines", versioned(this::listPipelines))
                .get("getPipeline", "/pipelines/:name", versioned(this::getPipeline))
                .post("createRun", "/pipelines/:name/createRun", versioned(this::createRun))
                .get("getRun", "/pipelineruns/:runId", versioned(call -> Answer.json(200, view.of(run(call)))))
                .post("queryPipelineRuns", "/queryPipelineRuns", versioned(runQuery::answer))
                .post(
                        "queryActivityruns",
                        "/pipelines/:name/pipelineruns/:runId/queryActivityruns",
                        versioned(call -> activityQuery.answer(call, run(call))))
                .post("cancelRun", "/pipelineruns/:runId/cancel", versioned(this::cancel))
                .rows();
    }

    private static Operation versioned(Operation operation) {
        return call -> {
            String version = call.query("api-version")
                    .orElseThrow(() -> call.refuse(
                            400,
                            "MissingApiVersionParameter",
                            "The api-version query parameter (?api-version=) is required for all requests."));
            if (!version.equals(API_VERSION)) {
                throw call.refuse(
                        400,
                        "InvalidApiVersionParameter",
                        "The api-version '" + version + "' is invalid. The supported versions are '" + API_VERSION
                                + "'.");
            }
            return operation.handle(call);
        };
    }

    private Answer listPipelines(Call call) {
        int from = call.query("%24skiptoken")
                .or(() -> call.query("$skiptoken"))
                .map(Integer::parseInt)
                .orElse(0);
        List<PipelineDefinition> all = List.copyOf(workspace.pipelines());
        int to = Math.min(all.size(), from + (int) world.settings().number(Setting.PIPELINE_PAGE_SIZE));
        JsonArray value = new JsonArray();
        all.subList(Math.min(from, to), to).forEach(pipeline -> value.add(pipeline.toResource()));
        JsonObject page = new JsonObject().put("value", value);
        if (to < all.size()) {
            page.put("nextLink", call.baseUrl() + "/pipelines?api-version=" + API_VERSION + "&%24skiptoken=" + to);
        }
        return Answer.json(200, page);
    }

    private Answer getPipeline(Call call) {
        PipelineDefinition pipeline = pipeline(call);
        String known = Optional.ofNullable(call.headers().get("If-None-Match")).orElse("");
        return known.replace("\"", "").equals(pipeline.etag())
                ? Answer.empty(304)
                : Answer.json(200, pipeline.toResource());
    }

    private Answer createRun(Call call) {
        PipelineDefinition pipeline = pipeline(call);
        Optional<PipelineRun> reference =
                call.query("referencePipelineRunId").map(runId -> reference(call, pipeline, runId));
        JsonObject parameters =
                reference.map(PipelineRun::parameters).orElseGet(() -> runParameters.resolve(call, pipeline));
        Optional<String> group =
                reference.filter(run -> call.flag("isRecovery")).map(PipelineRun::groupId);
        PipelineRun run = workspace.start(pipeline, parameters, group);
        return Answer.json(202, new JsonObject().put("runId", run.runId()));
    }

    private PipelineRun reference(Call call, PipelineDefinition pipeline, String runId) {
        return workspace
                .run(runId)
                .filter(run -> run.pipeline().name().equals(pipeline.name()))
                .orElseThrow(() -> {
                    JsonObject error = Dialect.SYNAPSE.error(
                            "ReferencedPipelineRunNotValid",
                            "Referenced pipeline run id " + runId + " is not a valid run id.");
                    error.getJsonObject("error").put("target", "pipeline/" + pipeline.name() + "/");
                    return call.refuse(Answer.json(400, error));
                });
    }

    private Answer cancel(Call call) {
        workspace.cancel(run(call), call.flag("isRecursive"));
        return Answer.empty(200);
    }

    private PipelineDefinition pipeline(Call call) {
        String name = call.path().get("name");
        return workspace
                .pipeline(name)
                .orElseThrow(() -> call.refuse(
                        404, "PipelineNotFound", "The pipeline '" + name + "' was not found in the workspace."));
    }

    private PipelineRun run(Call call) {
        String runId = call.path().get("runId");
        return workspace
                .run(runId)
                .filter(run -> Optional.ofNullable(call.path().get("name"))
                        .map(run.pipeline().name()::equals)
                        .orElse(true))
                .orElseThrow(() ->
                        call.refuse(404, "PipelineRunNotFound", "The pipeline run '" + runId + "' was not found."));
    }
}
