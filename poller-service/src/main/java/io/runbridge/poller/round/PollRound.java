package io.runbridge.poller.round;

import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How the due runs of one platform and job type are looked at by themselves; many at once is what a survey is for. Any thread. */
public interface PollRound {

    /**
     * Calls that a look at so many runs costs while they go on; 1 or more, never falling with the number of runs. Not
     * counted is what is asked once about a run that has ended, for its activities, why it failed and what it gave back:
     * mostly 1 or 2 calls, at most 10 pages and the outputs of 21 tasks. A look counts as in flight until they are over.
     */
    int calls(int runs);

    /**
     * Looks at the runs and hands each answer to the sink as it comes.
     *
     * @return completes when every run was answered
     */
    CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink);

    /** The adapter's own way, one call per run. */
    static PollRound perRun(RunAdapter adapter) {
        return new PollRound() {
            @Override
            public int calls(int runs) {
                return runs;
            }

            @Override
            public CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink) {
                return adapter.observe(runs, sink);
            }
        };
    }
}
