package io.runbridge.poller.round;

import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Due runs of one platform and job type that are looked at together. Its tracked runs belong to the stream thread.
 *
 * @param number unique within the platform's task
 * @param platform the configured workspace
 * @param runs which are in flight until their answer came or the batch finished
 * @param calls taken from the platform's budget
 */
public record Batch(long number, String platform, PollRound round, List<TrackedRun> runs, int calls) {

    /**
     * Looks at the runs. Never throws: a round that does fails its stage, and its runs are looked at again later.
     *
     * @return completes when the batch is over, normally or not
     */
    public CompletionStage<Void> look(ObservationSink sink) {
        List<RunRef> refs = runs.stream().map(TrackedRun::ref).distinct().toList();
        try {
            return round.look(refs, sink);
        } catch (RuntimeException broken) {
            return CompletableFuture.failedStage(broken);
        }
    }
}
