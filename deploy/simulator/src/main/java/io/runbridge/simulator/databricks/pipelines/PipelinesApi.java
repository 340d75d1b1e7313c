package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The endpoints of the Databricks Pipelines API 2.0.
 *
 * <p>Event loop only. Source: databricks-sdk-java, PipelinesImpl; databricks/cli test server for the 404 texts.
 */
public final class PipelinesApi {

    private static final String ROOT = "/api/2.0/pipelines";
    private static final Pattern NAME_LIKE =
            Pattern.compile("\\s*name\\s+like\\s+'([^']*)'\\s*", Pattern.CASE_INSENSITIVE);

    private final World world;
    private final UpdateBook book;

    /** The endpoints over one workspace. */
    public PipelinesApi(World world, UpdateBook book) {
        this.world = world;
        this.book = book;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints(Guard guard) {
        return new EndpointTable("pipelines", Dialect.DATABRICKS, guard)
                .get("list", ROOT, this::list)
                .get("get", ROOT + "/:id", this::get)
                .post("startUpdate", ROOT + "/:id/updates", this::start)
                .get("listUpdates", ROOT + "/:id/updates", this::updates)
                .get("getUpdate", ROOT + "/:id/updates/:updateId", this::update)
                .post("stop", ROOT + "/:id/stop", this::stop)
                .post("stopUpdate", ROOT + "/:id/updates/:updateId/stop", this::stopUpdate)
                .get("events", ROOT + "/:id/events", this::events)
                .rows();
    }

    private Answer list(Call call) {
        List<DeltaPipeline> all =
                call.query("filter").map(filter -> named(call, filter)).orElseGet(book::pipelines);
        return new Slice<>(call, all)
                .page(
                        "statuses",
                        pipeline -> UpdateView.pipeline(
                                pipeline, book.listed(pipeline), book.newest(pipeline), world.now()));
    }

    private List<DeltaPipeline> named(Call call, String filter) {
        Matcher matcher = NAME_LIKE.matcher(filter);
        if (!matcher.matches()) {
            throw DatabricksErrors.invalid(call, "Invalid filter: " + filter);
        }
        String regex = Pattern.quote(matcher.group(1)).replace("%", "\\E.*\\Q");
        return book.pipelines().stream()
                .filter(pipeline -> pipeline.name().matches(regex))
                .toList();
    }

    private Answer get(Call call) {
        DeltaPipeline pipeline = pipeline(call);
        JsonObject json = UpdateView.pipeline(pipeline, book.listed(pipeline), book.newest(pipeline), world.now())
                .put("spec", pipeline.spec())
                .put("last_modified", pipeline.modifiedAt());
        return Answer.json(200, json);
    }

    private Answer start(Call call) {
        DeltaPipeline pipeline = pipeline(call);
        JsonObject body = call.json();
        body.getBoolean("full_refresh");
        if (book.active(pipeline).isPresent()) {
            int status = (int) world.settings().number(Setting.ACTIVE_UPDATE_STATUS);
            throw call.refuse(
                    status,
                    status == 409 ? "RESOURCE_CONFLICT" : "INVALID_STATE",
                    "An active update already exists for pipeline '" + pipeline.pipelineId() + "'.");
        }
        return Answer.json(
                200,
                new JsonObject().put("update_id", book.start(pipeline, body).updateId()));
    }

    private Answer updates(Call call) {
        List<Update> all = book.listed(pipeline(call));
        Optional<String> until = call.query("until_update_id");
        int end = (int) all.stream()
                .takeWhile(update -> !until.equals(Optional.of(update.updateId())))
                .count();
        List<Update> asked = until.isPresent() ? all.subList(0, Math.min(all.size(), end + 1)) : all;
        return new Slice<>(call, asked).page("updates", update -> UpdateView.update(update, world.now(), false));
    }

    private Answer update(Call call) {
        return Answer.json(
                200,
                new JsonObject().put("update", UpdateView.update(update(call, pipeline(call)), world.now(), true)));
    }

    private Answer stop(Call call) {
        book.active(pipeline(call)).ifPresent(update -> update.life().cancel(world.now()));
        return Answer.json(200, new JsonObject());
    }

    private Answer stopUpdate(Call call) {
        if (!world.settings().flag(Setting.UPDATE_STOP_EXISTS)) {
            throw DatabricksErrors.noSuchEndpoint(call);
        }
        update(call, pipeline(call)).life().cancel(world.now());
        return Answer.json(200, new JsonObject());
    }

    private Answer events(Call call) {
        Predicate<JsonObject> asked = call.query("filter")
                .map(filter -> EventFilter.parse(call, filter))
                .orElse(event -> true);
        List<Update> updates = new ArrayList<>(book.listed(pipeline(call)));
        Collections.reverse(updates);
        List<JsonObject> events = new ArrayList<>(updates.stream()
                .flatMap(update -> UpdateEvents.of(update, world.now()).stream())
                .filter(asked)
                .toList());
        if (!call.query("order_by").orElse("timestamp desc").contains("asc")) {
            Collections.reverse(events);
        }
        JsonObject page = new Slice<>(call, events).toJson("events", event -> event);
        return Answer.json(200, page.containsKey("events") ? page : page.put("events", new JsonArray()));
    }

    private DeltaPipeline pipeline(Call call) {
        String id = call.path().get("id");
        return book.pipeline(id)
                .orElseThrow(
                        () -> DatabricksErrors.messageOnly(call, "The specified pipeline " + id + " was not found."));
    }

    private Update update(Call call, DeltaPipeline pipeline) {
        String updateId = call.path().get("updateId");
        return book.update(pipeline, updateId)
                .orElseThrow(() ->
                        DatabricksErrors.messageOnly(call, "The specified update " + updateId + " was not found."));
    }
}
