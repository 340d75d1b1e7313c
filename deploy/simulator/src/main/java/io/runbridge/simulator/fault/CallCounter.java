package io.runbridge.simulator.fault;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** What was called how often, and how it was answered. Event loop only. */
public final class CallCounter {

    private final Map<String, Tally> tallies = new TreeMap<>();

    private static final class Tally {
        private long received;
        private long faulted;
        private long unanswered;
        private final Map<String, Long> answered = new TreeMap<>();

        JsonObject toJson() {
            JsonObject statuses = new JsonObject();
            answered.forEach(statuses::put);
            return new JsonObject()
                    .put("count", received)
                    .put("faulted", faulted)
                    .put("unanswered", unanswered)
                    .put("answered", statuses);
        }
    }

    void received(String operation) {
        tally(operation).received++;
    }

    void faulted(String operation) {
        tally(operation).faulted++;
    }

    void answered(String operation, int status) {
        tally(operation).answered.merge(Integer.toString(status), 1L, Long::sum);
    }

    void unanswered(String operation) {
        tally(operation).unanswered++;
    }

    private Tally tally(String operation) {
        return tallies.computeIfAbsent(operation, name -> new Tally());
    }

    /** Back to zero. */
    public void reset() {
        tallies.clear();
    }

    /** All counts by operation. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        tallies.forEach((operation, tally) -> json.put(operation, tally.toJson()));
        return json;
    }
}
