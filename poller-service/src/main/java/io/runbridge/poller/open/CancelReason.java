package io.runbridge.poller.open;

import io.runbridge.poller.run.OpenRun;
import java.util.Locale;

/** Why the poller-service asks for a run's cancel: each at most once for a run. */
enum CancelReason {
    /** The time that the request gives the run is up. */
    TIMEOUT,
    /** The run is stuck in its state, and the configuration says that such runs are cancelled. */
    STUCK;

    /** Makes a repeated cancel recognisable. */
    String cancelId(OpenRun run) {
        return name().toLowerCase(Locale.ROOT) + '-' + run.getRunId();
    }
}
