package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What can be done with the pipelines of one workspace or factory and their runs.
 *
 * <p>Event loop only. Source: artifacts.json 2020-12-01.
 */
public final class PipelineApi {

    private final World world;
    private final PipelineBook book;
    private final RunView view;
    private final RunQuery runQuery;
    private final ActivityQuery activityQuery;
    private final RunParameters runParameters;

    /** The operations on one book. */
    public PipelineApi(World world, PipelineBook book) {
        this.world = world;
        this.book = book;
        this.view = new RunView(world, book);
        this.runQuery = new RunQuery(world, book, view);
        this.activityQuery = new ActivityQuery(world);
        this.runParameters = new RunParameters(world.settings());
    }

    Answer listPipelines(Call call) {
        int from = call.query("%24skiptoken")
                .or(() -> call.query("$skiptoken"))
                .map(Integer::parseInt)
                .orElse(0);
        List<PipelineDefinition> all = List.copyOf(book.pipelines());
        int to = Math.min(all.size(), from + (int) world.settings().number(Setting.PIPELINE_PAGE_SIZE));
        JsonArray value = new JsonArray();
        all.subList(Math.min(from, to), to).forEach(pipeline -> value.add(book.resource(pipeline)));
        JsonObject page = new JsonObject().put("value", value);
        if (to < all.size()) {
            page.put("nextLink", nextLink(call, to));
        }
        return Answer.json(200, page);
    }

    private String nextLink(Call call, int from) {
        String path = call.uri().substring(0, call.uri().indexOf('?'));
        return call.baseUrl() + path + "?api-version=" + book.service().apiVersion() + "&%24skiptoken=" + from;
    }

    Answer getPipeline(Call call) {
        PipelineDefinition pipeline = pipeline(call);
        String known = Optional.ofNullable(call.headers().get("If-None-Match")).orElse("");
        return known.replace("\"", "").equals(pipeline.etag())
                ? Answer.empty(304)
                : Answer.json(200, book.resource(pipeline));
    }

    Answer createRun(Call call) {
        PipelineDefinition pipeline = pipeline(call);
        Optional<PipelineRun> reference =
                call.query("referencePipelineRunId").map(runId -> reference(call, pipeline, runId));
        JsonObject parameters =
                reference.map(PipelineRun::parameters).orElseGet(() -> runParameters.resolve(call, pipeline));
        Optional<String> group =
                reference.filter(run -> call.flag("isRecovery")).map(PipelineRun::groupId);
        PipelineRun run = book.start(pipeline, parameters, group);
        return Answer.json(book.service().createdStatus(), new JsonObject().put("runId", run.runId()));
    }

    private PipelineRun reference(Call call, PipelineDefinition pipeline, String runId) {
        return book.run(runId)
                .filter(run -> run.pipeline().name().equals(pipeline.name()))
                .orElseThrow(() -> {
                    JsonObject error = Dialect.AZURE.error(
                            "ReferencedPipelineRunNotValid",
                            "Referenced pipeline run id " + runId + " is not a valid run id.");
                    error.getJsonObject("error").put("target", "pipeline/" + pipeline.name() + "/");
                    return call.refuse(Answer.json(400, error));
                });
    }

    Answer getRun(Call call) {
        return Answer.json(200, view.of(run(call)));
    }

    Answer queryRuns(Call call) {
        return runQuery.answer(call);
    }

    Answer queryActivities(Call call) {
        return activityQuery.answer(call, run(call));
    }

    Answer cancel(Call call) {
        book.cancel(run(call), call.flag("isRecursive"));
        return Answer.empty(200);
    }

    private PipelineDefinition pipeline(Call call) {
        String name = call.path().get("name");
        return book.pipeline(name)
                .orElseThrow(() -> call.refuse(404, "PipelineNotFound", "The pipeline '" + name + "' was not found."));
    }

    private PipelineRun run(Call call) {
        String runId = call.path().get("runId");
        return book.run(runId)
                .filter(run -> Optional.ofNullable(call.path().get("name"))
                        .map(run.pipeline().name()::equals)
                        .orElse(true))
                .orElseThrow(() ->
                        call.refuse(404, "PipelineRunNotFound", "The pipeline run '" + runId + "' was not found."));
    }
}
