package io.runbridge.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of the Synapse data plane share. */
class SynapseFacts {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    final Remote remote = SCENE.remote();

    String token;

    @BeforeEach
    void signIn() {
        token = remote.synapseToken();
    }

    Reply get(String path) {
        return remote.get(path + "?" + Remote.API_VERSION, token);
    }

    Reply create(String pipeline, String query, JsonObject body) {
        return remote.post("/pipelines/" + pipeline + "/createRun?" + Remote.API_VERSION + query, token, body);
    }

    String start(String pipeline) {
        return create(pipeline, "", new JsonObject()).json().getString("runId");
    }

    JsonObject run(String runId) {
        return get("/pipelineruns/" + runId).json();
    }

    Reply query(JsonObject extra) {
        JsonObject body = new JsonObject()
                .put("lastUpdatedAfter", "2026-11-23T09:00:00Z")
                .put("lastUpdatedBefore", "2026-11-24T00:00:00.0000000Z")
                .mergeIn(extra);
        return remote.post("/queryPipelineRuns?" + Remote.API_VERSION, token, body);
    }

    static JsonObject filter(String operand, String operator, String... values) {
        return new JsonObject()
                .put(
                        "filters",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("operand", operand)
                                        .put("operator", operator)
                                        .put("values", new JsonArray(List.of(values)))));
    }

    Reply activities(String runId) {
        return activities(runId, new JsonObject());
    }

    Reply activities(String runId, JsonObject extra) {
        JsonObject body = new JsonObject()
                .put("lastUpdatedAfter", "2026-11-23T09:00:00Z")
                .put("lastUpdatedBefore", "2026-11-24T00:00:00Z")
                .mergeIn(extra);
        return remote.post(
                "/pipelines/ingest-orders/pipelineruns/" + runId + "/queryActivityruns?" + Remote.API_VERSION,
                token,
                body);
    }
}
