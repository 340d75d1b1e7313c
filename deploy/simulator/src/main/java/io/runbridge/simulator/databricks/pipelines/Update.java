package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.life.Life;
import io.vertx.core.json.JsonObject;

/**
 * One update of a pipeline.
 *
 * @param cause API_CALL, or RETRY_ON_FAILURE for one the platform started by itself
 * @param request the body it was started with
 */
record Update(String updateId, DeltaPipeline pipeline, String cause, JsonObject request, Life life) {

    boolean fullRefresh() {
        return request.getBoolean("full_refresh", false);
    }
}
