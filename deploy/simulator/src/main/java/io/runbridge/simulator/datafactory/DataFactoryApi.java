package io.runbridge.simulator.datafactory;

import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.http.Refusal;
import io.runbridge.simulator.life.World;
import io.runbridge.simulator.pipelines.PipelineApi;
import io.runbridge.simulator.pipelines.PipelineEndpoints;
import io.runbridge.simulator.pipelines.PipelineService;
import java.util.List;

/**
 * The endpoints of data factories that have to do with pipelines and their runs.
 *
 * <p>Event loop only. Sources: Data Factory REST 2018-06-01; the refusals of what is not there are those of Azure
 * Resource Manager.
 */
public final class DataFactoryApi {

    private final Factories factories;

    /** The endpoints of all factories. */
    public DataFactoryApi(World world) {
        this.factories = new Factories(world);
    }

    /** The factories with their pipelines and runs. */
    public Factories factories() {
        return factories;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints(Guard guard) {
        return new PipelineEndpoints(Factories.SERVICE, this::addressed).rows(guard);
    }

    private PipelineApi addressed(Call call) {
        String subscription = call.path().get("subscription");
        String group = call.path().get("group");
        String factory = call.path().get("factory");
        if (!subscription.equals(PipelineService.SUBSCRIPTION)) {
            throw missing(call, "SubscriptionNotFound", "The subscription '" + subscription + "' could not be found.");
        }
        if (!group.equalsIgnoreCase(PipelineService.GROUP)) {
            throw missing(call, "ResourceGroupNotFound", "Resource group '" + group + "' could not be found.");
        }
        return factories
                .named(factory)
                .orElseThrow(() -> missing(
                        call,
                        "ResourceNotFound",
                        "The Resource 'Microsoft.DataFactory/factories/" + factory + "' under resource group '" + group
                                + "' was not found."));
    }

    private static Refusal missing(Call call, String code, String message) {
        return call.refuse(404, code, message);
    }
}
