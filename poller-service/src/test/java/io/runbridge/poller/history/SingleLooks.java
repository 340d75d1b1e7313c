package io.runbridge.poller.history;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.PollRound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** Looks at runs of the model one by one: late, out of order, from replicas that lag, failed, or never answered. */
final class SingleLooks implements PollRound {

    private static final Answer<Observation> UNKNOWN =
            Answer.failed(Failure.of(FailureCategory.NOT_FOUND, "RUN_NOT_FOUND", "No such run"));

    private final ModelPlatform platform;
    private final Timeline timeline;
    private final RandomGenerator random;
    private final Answers answers;
    private final Duration lookLimit;
    private long looks;

    SingleLooks(ModelPlatform platform, Answers answers, Duration lookLimit) {
        this.platform = platform;
        this.timeline = platform.timeline();
        this.random = platform.random();
        this.answers = answers;
        this.lookLimit = lookLimit;
    }

    /** Runs that were asked for. */
    long looks() {
        return looks;
    }

    @Override
    public int calls(int runs) {
        return runs;
    }

    @Override
    public CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink) {
        long askedMs = timeline.nowMs();
        boolean rough = platform.weather().rough(askedMs);
        if (rough && random.nextInt(2_000) == 0) {
            throw new IllegalStateException("The round is broken");
        }
        looks += runs.size();
        CompletableFuture<Void> done = new CompletableFuture<>();
        long lastMs = askedMs;
        for (RunRef run : runs) {
            Optional<Long> latency = platform.weather().latencyMs(random, askedMs, lookLimit.toMillis());
            int asker = answers.asker();
            if (latency.isPresent()) {
                long atMs = askedMs + latency.get();
                lastMs = Math.max(lastMs, atMs);
                timeline.at(atMs, () -> answer(run, askedMs, asker, sink));
            }
        }
        if (!rough || random.nextInt(1_000) > 0) {
            timeline.at(lastMs, () -> end(done, rough));
        }
        return done;
    }

    private void end(CompletableFuture<Void> done, boolean rough) {
        if (rough && random.nextInt(100) == 0) {
            done.completeExceptionally(new IllegalStateException("The look is broken"));
        } else {
            done.complete(null);
        }
    }

    private void answer(RunRef ref, long askedMs, int asker, ObservationSink sink) {
        long nowMs = timeline.nowMs();
        boolean heard = asker == answers.asker();
        Optional<Failure> failure = platform.weather().failure(random, nowMs);
        if (failure.isPresent()) {
            sink.accept(ref, Answer.failed(failure.get()));
            return;
        }
        PlatformRun run = platform.run(ref.runId());
        long servedMs = askedMs + random.nextLong(nowMs - askedMs + 1);
        long seenMs = run.seenMs(servedMs, platform.weather().lagMs(random, nowMs));
        if (run.unknownAt(seenMs)) {
            if (heard) {
                answers.unknown(ref.runId(), askedMs);
            }
            sink.accept(ref, UNKNOWN);
            return;
        }
        Observation seen = platform.observe(run, seenMs, askedMs, false);
        if (heard) {
            answers.said(ref.runId(), seen, askedMs, true);
        }
        sink.accept(ref, Answer.success(seen));
    }
}
