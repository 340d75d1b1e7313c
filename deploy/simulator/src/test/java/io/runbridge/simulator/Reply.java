package io.runbridge.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What came back over raw HTTP. */
record Reply(HttpResponse<String> response) {

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    JsonObject json() {
        return new JsonObject(body());
    }

    JsonArray array(String field) {
        return json().getJsonArray(field);
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }
}
