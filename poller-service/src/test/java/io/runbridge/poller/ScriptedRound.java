package io.runbridge.poller;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.PollRound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A round whose looks stay in flight until the test answers them, or behave as badly as the test says. */
final class ScriptedRound implements PollRound {

    /** One look that was taken. */
    record Look(List<RunRef> runs, ObservationSink sink, CompletableFuture<Void> done) {

        void answer(Answer<Observation> answer) {
            runs.forEach(run -> sink.accept(run, answer));
            done.complete(null);
        }
    }

    private final BiFunction<List<RunRef>, ObservationSink, CompletionStage<Void>> script;
    private final List<Look> looks = new ArrayList<>();

    /** Holds every look. */
    ScriptedRound() {
        this.script = null;
    }

    ScriptedRound(BiFunction<List<RunRef>, ObservationSink, CompletionStage<Void>> script) {
        this.script = script;
    }

    List<Look> looks() {
        return looks;
    }

    @Override
    public int calls(int runs) {
        return runs;
    }

    @Override
    public CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink) {
        Look look = new Look(runs, sink, new CompletableFuture<>());
        looks.add(look);
        return script == null ? look.done() : script.apply(runs, sink);
    }
}
