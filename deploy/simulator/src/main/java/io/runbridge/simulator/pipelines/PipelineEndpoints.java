package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.http.Operation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The endpoint table of a service that runs pipelines. Event loop only. */
public final class PipelineEndpoints {

    private final PipelineService service;
    private final Function<Call, PipelineApi> addressed;

    /** @param addressed the workspace or factory that a call is addressed to; may refuse the call */
    public PipelineEndpoints(PipelineService service, Function<Call, PipelineApi> addressed) {
        this.service = service;
        this.addressed = addressed;
    }

    /** The table. */
    public List<Endpoint> rows(Guard guard) {
        String root = service.root();
        return new EndpointTable(service.platform().word(), Dialect.AZURE, guard)
                .get("listPipelines", root + "/pipelines", versioned(PipelineApi::listPipelines))
                .get("getPipeline", root + "/pipelines/:name", versioned(PipelineApi::getPipeline))
                .post("createRun", root + "/pipelines/:name/createRun", versioned(PipelineApi::createRun))
                .get("getRun", root + "/pipelineruns/:runId", versioned(PipelineApi::getRun))
                .post("queryPipelineRuns", root + "/queryPipelineRuns", versioned(PipelineApi::queryRuns))
                .post("queryActivityruns", root + service.activitiesPath(), versioned(PipelineApi::queryActivities))
                .post("cancelRun", root + "/pipelineruns/:runId/cancel", versioned(PipelineApi::cancel))
                .rows();
    }

    private Operation versioned(BiFunction<PipelineApi, Call, Answer> operation) {
        return call -> {
            String version = call.query("api-version")
                    .orElseThrow(() -> call.refuse(
                            400,
                            "MissingApiVersionParameter",
                            "The api-version query parameter (?api-version=) is required for all requests."));
            if (!version.equals(service.apiVersion())) {
                throw call.refuse(
                        400,
                        "InvalidApiVersionParameter",
                        "The api-version '" + version + "' is invalid. The supported versions are '"
                                + service.apiVersion() + "'.");
            }
            return operation.apply(addressed.apply(call), call);
        };
    }
}
