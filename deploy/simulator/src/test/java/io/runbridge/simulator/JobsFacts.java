package io.runbridge.simulator;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of the Databricks Jobs API share. */
class JobsFacts {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    static final String TOKEN = "dapi-local";

    final Remote remote = SCENE.remote();

    Reply get(String path) {
        return remote.get("/api/2.2/jobs/" + path, TOKEN);
    }

    Reply post(String path, JsonObject body) {
        return remote.post("/api/2.2/jobs/" + path, TOKEN, body);
    }

    Reply runNow(JsonObject body) {
        return post("run-now", body);
    }

    long start(long jobId) {
        return runNow(new JsonObject().put("job_id", jobId)).json().getLong("run_id");
    }

    JsonObject run(long runId) {
        return get("runs/get?run_id=" + runId).json();
    }

    JsonObject ended(String outcome, long jobId) {
        remote.behave(new JsonObject().put("outcome", outcome));
        long runId = start(jobId);
        remote.advance(3_000);
        return run(runId);
    }

    static String words(JsonObject run) {
        JsonObject state = run.getJsonObject("state");
        return state.getString("life_cycle_state") + "/" + state.getString("result_state");
    }

    static String code(JsonObject run) {
        return run.getJsonObject("status").getJsonObject("termination_details").getString("code");
    }

    void limitedJob(boolean queue) {
        remote.control(
                "POST",
                "/jobs",
                new JsonObject("{\"job_id\":50,\"settings\":{\"max_concurrent_runs\":1,\"queue\":{\"enabled\":" + queue
                        + "},\"tasks\":[{\"task_key\":\"one\"}]}}"));
    }
}
