package io.runbridge.platform;

import io.runbridge.platform.Breaker.Pass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** An adapter behind its platform's breakers: a call that they hold fails UNAVAILABLE without being sent. Any thread. */
record GuardedAdapter(RunAdapter adapter, Breakers breakers) implements ForwardingAdapter {

    @Override
    public CompletionStage<Answer<String>> precondition(StartRun start) {
        return breakers.start().call(() -> adapter.precondition(start));
    }

    @Override
    public CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        return breakers.start().call(() -> adapter.start(start, lease));
    }

    @Override
    public CompletionStage<Void> observe(List<RunRef> runs, ObservationSink sink) {
        Map<RunRef, Pass> passes = new ConcurrentHashMap<>();
        List<RunRef> passed = new ArrayList<>();
        for (RunRef run : runs) {
            Optional<Pass> pass = breakers.observe().enter();
            if (pass.isPresent()) {
                passes.put(run, pass.get());
                passed.add(run);
            } else {
                sink.accept(run, Answer.failed(breakers.observe().refusal()));
            }
        }
        if (passed.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return adapter.observe(passed, (run, answer) -> {
                    Optional.ofNullable(passes.remove(run)).ifPresent(pass -> pass.end(answer));
                    sink.accept(run, answer);
                })
                .whenComplete((done, broken) -> passes.values().forEach(pass -> pass.end(Breaker.broken())));
    }

    @Override
    public CompletionStage<Answer<Void>> cancel(RunRef run) {
        return breakers.cancel().call(() -> adapter.cancel(run));
    }

    @Override
    public CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since) {
        return breakers.lookUp().call(() -> adapter.lookUp(externalIds, since));
    }
}
