package io.runbridge.simulator.life;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** A platform's runs as the oracle tells them. Event loop only. */
public interface RunSource {

    /** The platform these runs belong to. */
    Platform platform();

    /** The runs in the order of their creation, as objects of the control API. */
    Stream<JsonObject> runs();

    /**
     * Adds many runs at once, whatever the limit of their job is; their ids in the order of their starts.
     *
     * @throws IllegalArgumentException if there is no such job
     */
    List<String> fill(Crowd crowd);

    /** Ends a run at once; false if there is no such run. */
    boolean end(String runId, Outcome outcome);

    /** Forgets a run as if it had never been; false if there is no such run. */
    boolean forget(String runId);

    /** Back to the definitions of the start, without runs. */
    void reset();
}
