package io.runbridge.simulator.databricks;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Refusal;
import io.vertx.core.json.JsonObject;

/** The refusals of the Databricks REST API, one method each. Any thread. */
public final class DatabricksErrors {

    private DatabricksErrors() {}

    /** 400 INVALID_PARAMETER_VALUE. */
    public static Refusal invalid(Call call, String message) {
        return call.refuse(400, "INVALID_PARAMETER_VALUE", message);
    }

    /** 400 INVALID_STATE. */
    public static Refusal invalidState(Call call, String message) {
        return call.refuse(400, "INVALID_STATE", message);
    }

    /** 400 MALFORMED_REQUEST. */
    public static Refusal malformed(Call call, String message) {
        return call.refuse(400, "MALFORMED_REQUEST", message);
    }

    /** 404 with nothing but a message, as the Pipelines API answers. */
    public static Refusal messageOnly(Call call, String message) {
        return call.refuse(Answer.json(404, new JsonObject().put("message", message)));
    }

    /** 404 ENDPOINT_NOT_FOUND. */
    public static Refusal noSuchEndpoint(Call call) {
        String path = call.uri().split("\\?", 2)[0];
        return call.refuse(404, "ENDPOINT_NOT_FOUND", "No API found for '" + call.method() + " " + path + "'");
    }
}
