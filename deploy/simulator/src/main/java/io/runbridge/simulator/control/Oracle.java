package io.runbridge.simulator.control;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.RunSource;
import io.runbridge.simulator.life.Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tells which runs exist, whatever lag or fault hides them from the platforms' callers. Event loop only. */
public final class Oracle {

    private final List<RunSource> sources;
    private final Settings settings;

    /** An oracle over these platforms. */
    public Oracle(List<RunSource> sources, Settings settings) {
        this.settings = settings;
        this.sources = List.copyOf(sources);
    }

    void add(EndpointTable table, String root) {
        table.get("runs", root + "/runs", this::runs)
                .post("fill", root + "/fill", this::fill)
                .post("endRun", root + "/runs/:runId/end", ControlApi.checked(this::end))
                .add(HttpMethod.DELETE, "forgetRun", root + "/runs/:runId", ControlApi.doing(this::forget));
    }

    void reset() {
        sources.forEach(RunSource::reset);
    }

    private Answer runs(Call call) {
        JsonArray value = new JsonArray();
        sources.stream()
                .filter(source -> call.query("platform")
                        .map(source.platform().word()::equals)
                        .orElse(true))
                .flatMap(RunSource::runs)
                .filter(asked(call))
                .forEach(value::add);
        return Answer.json(200, new JsonObject().put("count", value.size()).put("value", value));
    }

    private Answer fill(Call call) {
        try {
            Crowd crowd = Crowd.of(call.json(), settings);
            List<String> runIds = sources.stream()
                    .filter(source -> source.platform() == crowd.platform())
                    .flatMap(source -> source.fill(crowd).stream())
                    .toList();
            return Answer.json(200, new JsonObject().put("runIds", new JsonArray(runIds)));
        } catch (IllegalArgumentException e) {
            throw call.refuse(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
        }
    }

    private static Predicate<JsonObject> asked(Call call) {
        return Stream.of("job", "runId", "state", "token")
                .map(field -> (Predicate<JsonObject>) run -> call.query(field)
                        .map(wanted -> wanted.equals(run.getString(field)))
                        .orElse(true))
                .reduce(run -> true, Predicate::and);
    }

    private void end(Call call) {
        Outcome outcome = Outcome.valueOf(call.json().getString("outcome", Outcome.SUCCESS.name()));
        String runId = call.path().get("runId");
        if (sources.stream().noneMatch(source -> source.end(runId, outcome))) {
            throw call.refuse(404, "NOT_FOUND", "There is no run " + runId);
        }
    }

    private void forget(Call call) {
        String runId = call.path().get("runId");
        if (sources.stream().noneMatch(source -> source.forget(runId))) {
            throw call.refuse(404, "NOT_FOUND", "There is no run " + runId);
        }
    }
}
