package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list: {@code max_results} 25 by default and 100 at most, an offset as token, no field at all for an
 * empty list. Event loop only.
 */
record Slice<T>(Call call, List<T> all) {

    private static final int DEFAULT = 25;
    private static final int MAX = 100;

    Answer page(String field, Function<T, JsonObject> view) {
        return Answer.json(200, toJson(field, view));
    }

    JsonObject toJson(String field, Function<T, JsonObject> view) {
        int size = call.query("max_results").map(Integer::parseInt).orElse(DEFAULT);
        if (size < 1 || size > MAX) {
            throw DatabricksErrors.invalid(call, "max_results must be between 1 and " + MAX + ", was " + size + ".");
        }
        int from = Math.min(
                all.size(), call.query("page_token").map(Integer::parseInt).orElse(0));
        int to = Math.min(all.size(), from + size);
        JsonArray items = new JsonArray();
        all.subList(from, to).forEach(item -> items.add(view.apply(item)));
        JsonObject page = new JsonObject();
        if (!items.isEmpty()) {
            page.put(field, items);
        }
        if (to < all.size()) {
            page.put("next_page_token", Integer.toString(to));
        }
        if (from > 0) {
            page.put("prev_page_token", Integer.toString(Math.max(0, from - size)));
        }
        return page;
    }
}
