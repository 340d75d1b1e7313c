package io.runbridge.simulator.synapse;

import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.World;
import io.runbridge.simulator.pipelines.PipelineApi;
import io.runbridge.simulator.pipelines.PipelineBook;
import io.runbridge.simulator.pipelines.PipelineEndpoints;
import io.runbridge.simulator.pipelines.PipelineService;
import java.util.List;

/**
 * The endpoints of the Synapse data plane that have to do with pipelines and their runs.
 *
 * <p>Event loop only. Source: artifacts.json 2020-12-01.
 */
public final class SynapseApi {

    private static final PipelineService SERVICE = new PipelineService(
            Platform.SYNAPSE,
            "2020-12-01",
            "",
            "/pipelines/:name/pipelineruns/:runId/queryActivityruns",
            202,
            "runDimension",
            "Microsoft.Synapse/workspaces");

    private final World world;
    private final PipelineBook workspace;

    /** The endpoints of one workspace. */
    public SynapseApi(World world) {
        this.world = world;
        this.workspace = new PipelineBook(world, SERVICE, "simulator");
    }

    /** The pipelines of the workspace and their runs. */
    public PipelineBook workspace() {
        return workspace;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints(Guard guard) {
        PipelineApi api = new PipelineApi(world, workspace);
        return new PipelineEndpoints(SERVICE, call -> api).rows(guard);
    }
}
