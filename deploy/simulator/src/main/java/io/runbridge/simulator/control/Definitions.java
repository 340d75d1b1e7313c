package io.runbridge.simulator.control;

import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Operation;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Adds and deletes what can be run. Event loop only. */
public final class Definitions {

    private final List<Kind> kinds;

    /**
     * What can be run on one platform.
     *
     * @param path in the control API
     * @param define adds one, or changes it; throws IllegalArgumentException or ClassCastException naming what is wrong
     * @param undefine deletes the one with that id; false if there is none
     */
    public record Kind(String path, Consumer<JsonObject> define, Predicate<String> undefine) {}

    /** Definitions of these kinds. */
    public Definitions(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    void add(EndpointTable table, String root) {
        for (Kind kind : kinds) {
            String path = root + kind.path();
            table.post("define", path, ControlApi.checked(call -> kind.define().accept(call.json())))
                    .add(HttpMethod.DELETE, "undefine", path + "/:id", removing(kind.undefine()));
        }
    }

    private static Operation removing(Predicate<String> undefine) {
        return ControlApi.doing(call -> remove(call, undefine));
    }

    private static void remove(Call call, Predicate<String> undefine) {
        String id = call.path().get("id");
        if (!undefine.test(id)) {
            throw call.refuse(404, "NOT_FOUND", "There is nothing named " + id);
        }
    }
}
