package io.runbridge.simulator.control;

import io.runbridge.simulator.databricks.jobs.JobBook;
import io.runbridge.simulator.databricks.pipelines.UpdateBook;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Operation;
import io.runbridge.simulator.synapse.Workspace;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Adds and deletes what can be run. Event loop only. */
public final class Definitions {

    private final Workspace workspace;
    private final JobBook jobs;
    private final UpdateBook pipelines;

    /** The definitions of these platforms. */
    public Definitions(Workspace workspace, JobBook jobs, UpdateBook pipelines) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.pipelines = pipelines;
    }

    void add(EndpointTable table, String root) {
        platform(table, root + "/synapse/pipelines", workspace::define, workspace::undefine);
        platform(table, root + "/jobs", jobs::define, jobs::undefine);
        platform(table, root + "/pipelines", pipelines::define, pipelines::undefine);
    }

    private static void platform(
            EndpointTable table, String path, Consumer<JsonObject> define, Predicate<String> undefine) {
        table.post("define", path, ControlApi.checked(call -> define.accept(call.json())))
                .add(HttpMethod.DELETE, "undefine", path + "/:id", removing(undefine));
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
