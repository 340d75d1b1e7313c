package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One filter of a query.
 *
 * @param operand the field's name as sent
 */
record Filter(String operand, FilterOperator operator, List<String> values) {

    /** The filters of a RunFilterParameters body; refused with 400 where an operator is none. */
    static List<Filter> of(Call call, JsonObject body) {
        return body.getJsonArray("filters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(filter -> of(call, filter.getString("operand", ""), filter))
                .toList();
    }

    private static Filter of(Call call, String operand, JsonObject filter) {
        String word = filter.getString("operator", "");
        FilterOperator operator = FilterOperator.named(word)
                .orElseThrow(() -> call.refuse(400, "BadRequest", "The filter operator '" + word + "' is not valid."));
        List<String> values = filter.getJsonArray("values", new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
        return new Filter(operand, operator, values);
    }

    boolean holds(String value) {
        return operator.holds(value, values);
    }
}
