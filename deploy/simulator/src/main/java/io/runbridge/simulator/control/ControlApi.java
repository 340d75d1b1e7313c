package io.runbridge.simulator.control;

import io.runbridge.simulator.fault.CallCounter;
import io.runbridge.simulator.fault.Fault;
import io.runbridge.simulator.fault.Faults;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.http.Operation;
import io.runbridge.simulator.life.BehaviourRule;
import io.runbridge.simulator.life.World;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/**
 * The control API: how runs go, what breaks, which switches are set, what there is, and what has happened.
 *
 * <p>Event loop only. Calls to it are neither counted nor faulted. The README beside this module describes it.
 */
public final class ControlApi {

    private static final String ROOT = "/_simulator";

    private final World world;
    private final Faults faults;
    private final CallCounter counter;
    private final Identities identities;
    private final Oracle oracle;
    private final Definitions definitions;

    /** The control API over one simulator. */
    public ControlApi(
            World world,
            Faults faults,
            CallCounter counter,
            Identities identities,
            Oracle oracle,
            Definitions definitions) {
        this.world = world;
        this.faults = faults;
        this.counter = counter;
        this.identities = identities;
        this.oracle = oracle;
        this.definitions = definitions;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints() {
        EndpointTable table = new EndpointTable("control", Dialect.CONTROL, Guard.OPEN)
                .get("ready", ROOT, call -> Answer.json(200, new JsonObject().put("ready", true)))
                .get("calls", ROOT + "/calls", call -> Answer.json(200, counter.toJson()))
                .post("reset", ROOT + "/reset", doing(call -> reset()))
                .post("clock", ROOT + "/clock", this::clock);
        settings(table);
        behaviours(table);
        faults(table);
        identities.add(table, ROOT);
        oracle.add(table, ROOT);
        definitions.add(table, ROOT);
        return table.rows();
    }

    private void settings(EndpointTable table) {
        String path = ROOT + "/settings";
        table.get("settings", path, call -> Answer.json(200, world.settings().toJson()))
                .add(HttpMethod.PATCH, "changeSettings", path, checked(call -> world.settings()
                        .change(call.json())));
    }

    private void behaviours(EndpointTable table) {
        String path = ROOT + "/behaviours";
        table.get(
                        "behaviours",
                        path,
                        call -> list(world.behaviours().rules().stream()
                                .map(BehaviourRule::toJson)
                                .toList()))
                .post("addBehaviour", path, checked(call -> world.behaviours().add(BehaviourRule.of(call.json()))))
                .add(HttpMethod.DELETE, "clearBehaviours", path, doing(call -> world.behaviours()
                        .clear()));
    }

    private void faults(EndpointTable table) {
        String path = ROOT + "/faults";
        table.get(
                        "faults",
                        path,
                        call -> list(faults.all().stream().map(Fault::toJson).toList()))
                .post("addFault", path, checked(call -> faults.add(Fault.of(call.json()))))
                .add(HttpMethod.DELETE, "clearFaults", path, doing(call -> faults.clear()));
    }

    private Answer clock(Call call) {
        checked(c -> world.clock().advance(c.json().getLong("advanceMillis", 0L)))
                .handle(call);
        return Answer.json(200, new JsonObject().put("now", world.now()));
    }

    /** Runs, rules, faults, counts, switches, clock, definitions and identities go back to the start; tokens stay good. */
    private void reset() {
        faults.clear();
        counter.reset();
        world.behaviours().clear();
        world.settings().reset();
        world.clock().reset();
        identities.reset();
        oracle.reset();
    }

    private static Answer list(List<JsonObject> items) {
        return Answer.json(200, new JsonObject().put("value", new JsonArray(items)));
    }

    static Operation doing(Consumer<Call> action) {
        return call -> {
            action.accept(call);
            return Answer.json(200, new JsonObject());
        };
    }

    /** Turns the complaint of a reader into a 400 that carries it. */
    static Operation checked(Consumer<Call> action) {
        return call -> {
            try {
                return doing(action).handle(call);
            } catch (IllegalArgumentException e) {
                throw call.refuse(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
            }
        };
    }
}
