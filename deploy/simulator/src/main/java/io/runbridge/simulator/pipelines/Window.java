package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Call;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/** The required time window of a query, both ends inclusive, milliseconds since the epoch. */
record Window(long after, long before) {

    static Window of(Call call, JsonObject body) {
        return new Window(bound(call, body, "lastUpdatedAfter"), bound(call, body, "lastUpdatedBefore"));
    }

    private static long bound(Call call, JsonObject body, String name) {
        OptionalLong time = AzureTime.parse(Optional.ofNullable(body.getString(name)));
        return time.orElseThrow(
                () -> call.refuse(400, "BadRequest", "The property '" + name + "' must be an ISO 8601 time."));
    }

    boolean holds(long time) {
        return after <= time && time <= before;
    }
}
