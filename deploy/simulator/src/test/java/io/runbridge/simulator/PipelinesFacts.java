package io.runbridge.simulator;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of the Databricks Pipelines API share. */
class PipelinesFacts {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    static final String ID = "a1b2c3d4-0000-4000-8000-000000000001";

    static final String PATH = "/api/2.0/pipelines/" + ID;

    static final String TOKEN = "dapi-local";

    final Remote remote = SCENE.remote();

    Reply get(String path) {
        return remote.get(path, TOKEN);
    }

    Reply post(String path, JsonObject body) {
        return remote.post(path, TOKEN, body);
    }

    String start() {
        return post(PATH + "/updates", new JsonObject()).json().getString("update_id");
    }

    JsonObject update(String updateId) {
        return get(PATH + "/updates/" + updateId).json().getJsonObject("update");
    }

    List<String> statesOf(String updateId) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            String state = update(updateId).getString("state");
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(state)) {
                seen.add(state);
            }
            remote.advance(100);
        }
        return seen;
    }
}
