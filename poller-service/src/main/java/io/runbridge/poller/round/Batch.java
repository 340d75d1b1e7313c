package io.runbridge.poller.round;

import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Due runs of one platform and job type that are looked at together; each is in flight until its answer came or the batch
 * finished. Stream thread only.
 */
public final class Batch extends Look {

    private final long number;
    private final PollRound round;
    private final List<TrackedRun> runs;
    private int unanswered;
    private int calls;

    /** @param number unique within the platform's task */
    Batch(long number, String platform, PollRound round, List<TrackedRun> runs) {
        super(platform);
        this.number = number;
        this.round = round;
        this.runs = List.copyOf(runs);
        this.unanswered = runs.size();
        this.calls = round.calls(runs.size());
    }

    public List<TrackedRun> runs() {
        return runs;
    }

    long number() {
        return number;
    }

    /** Calls that it still holds of what its platform allows in flight. */
    int calls() {
        return calls;
    }

    /**
     * One more of its runs was answered.
     *
     * @return calls that are over by that; the last ones are over when the batch is
     */
    int answered() {
        unanswered--;
        return unanswered > 0 ? giveBack(calls - round.calls(unanswered)) : 0;
    }

    /**
     * The batch is over.
     *
     * @return calls that it still held, 0 if it was over before
     */
    int finished() {
        return giveBack(calls);
    }

    private int giveBack(int over) {
        calls -= over;
        return over;
    }

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
