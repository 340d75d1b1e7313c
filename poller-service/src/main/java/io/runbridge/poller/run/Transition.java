package io.runbridge.poller.run;

import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStatus;
import java.util.List;

/** What an answer means for an open run. Immutable, any thread. */
public sealed interface Transition {

    /** The answer is older than what is known. */
    record Stale() implements Transition {}

    /** Nothing that a reader would notice. */
    record Unchanged() implements Transition {}

    /**
     * A new state, to be published and stored together.
     *
     * @param run as it is to be stored, unless the status is terminal: then the run is closed
     * @param status to be published
     * @param activities to be published with it, only with a terminal status
     */
    record Changed(OpenRun run, RunStatus status, List<RunActivity> activities) implements Transition {

        public Changed {
            activities = List.copyOf(activities);
        }
    }
}
