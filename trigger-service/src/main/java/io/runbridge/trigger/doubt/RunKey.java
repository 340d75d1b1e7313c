package io.runbridge.trigger.doubt;

import java.util.Locale;

/** Names a run wherever runs are compared. Stateless, any thread. */
final class RunKey {

    private RunKey() {}

    /**
     * The run id in lower case: it may hold the id of its job as the request spells it, and jobs are the same whatever their
     * case (see JobKey); all else in it is numbers and UUIDs.
     */
    static String of(String runId) {
        return runId.toLowerCase(Locale.ROOT);
    }
}
