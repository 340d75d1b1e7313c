package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.http.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Version 2.2 pages the long arrays inside one answer; versions before it refuse resources with more than 100 tasks.
 *
 * <p>Any thread. Source: docs.databricks.com, jobs/get and jobs/runs/get.
 */
final class ArrayPages {

    private static final int PAGE = 100;

    private ArrayPages() {}

    /** Whether the call came by a path of version 2.2. */
    static boolean paged(Call call) {
        return call.uri().startsWith("/api/2.2/");
    }

    /** Cuts the arrays of {@code holder} down to the page asked for; {@code answer} gets the next page's token. */
    static void cut(Call call, JsonObject answer, JsonObject holder, String... arrays) {
        int from = call.query("page_token").map(Integer::parseInt).orElse(0);
        boolean more = false;
        for (String name : arrays) {
            JsonArray all = holder.getJsonArray(name);
            if (all == null) {
                continue;
            }
            if (name.equals("tasks") && all.size() > PAGE && !paged(call)) {
                throw DatabricksErrors.invalid(
                        call,
                        "Resources with more than 100 tasks can only be handled by API 2.2 and above. Your resource has "
                                + all.size() + " tasks.");
            }
            int start = Math.min(from, all.size());
            int end = Math.min(all.size(), start + PAGE);
            more |= end < all.size();
            holder.put(name, new JsonArray(all.getList().subList(start, end)).copy());
        }
        if (more) {
            answer.put("has_more", true).put("next_page_token", Integer.toString(from + PAGE));
        }
    }
}
