package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.START;
import static io.runbridge.poller.PollerBench.seen;
import static io.runbridge.poller.PollerBench.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers older than what is known are dropped for as long as they may be late, and no longer. */
class StalenessTest {

    private static final Duration LOOK_LIMIT = PollerBench.LOOK_LIMIT;

    /** From a queued run without a time of its own under a clock that is ahead, to a time that was far too late. */
    @ParameterizedTest
    @ValueSource(ints = {1, 21, 60, 290})
    void shouldTakeTheEndOfARunThatSeemsOlderThanWhatIsKnown(int aheadSeconds) {
        // given
        try (PollerBench bench = new PollerBench()) {
            bench.jobs().report("r1", Answer.success(seen(Status.STARTING, "Queued", START.plusSeconds(aheadSeconds))));
            bench.start(started("q1", "r1").build());
            bench.advance(Duration.ofSeconds(1));
            bench.jobs().report("r1", Answer.success(seen(Status.SUCCESS, "Succeeded", START)));
            // when
            bench.advance(Duration.ofSeconds(90));
            List<RunStatus> early = bench.history();
            bench.advance(Duration.ofSeconds(90));
            // then
            assertThat(early).extracting(RunStatus::getStatus).containsExactly(Status.STARTING);
            assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.SUCCESS);
            assertThat(bench.openRuns()).isZero();
        }
    }

    /** A repaired run is the same run under another request. */
    @Test
    void shouldDropAnAnswerThatWasAskedForBeforeTheRunWasHandedOver() {
        // given
        ScriptedRound round = new ScriptedRound();
        try (PollerBench bench = new PollerBench(round)) {
            bench.start(started("q1", "r1").build());
            bench.advance(LOOK_LIMIT.plusMinutes(1));
            round.looks().get(1).answer(Answer.success(seen(Status.FAILED, "FAILED", bench.now())));
            bench.advance(Duration.ofSeconds(1));
            bench.start(started("q2", "r1").setStartedAt(bench.now()).build());
            bench.advance(Duration.ofSeconds(1));
            // when
            round.looks().get(0).answer(Answer.success(seen(Status.FAILED, "FAILED", START)));
            bench.advance(Duration.ofSeconds(1));
            // then
            assertThat(bench.history()).extracting(RunStatus::getRequestId).containsExactly("q1");
            assertThat(bench.openRuns()).isOne();
        }
    }

    @Test
    void shouldDropAnAnswerThatWasAskedForBeforeWhatIsKnownHoweverLateItComes() {
        // given
        ScriptedRound round = new ScriptedRound();
        try (PollerBench bench = new PollerBench(round)) {
            bench.start(started("q1", "r1").build());
            bench.advance(LOOK_LIMIT.plusMinutes(1));
            round.looks().get(1).answer(Answer.success(seen(Status.RUNNING, "RUNNING", bench.now())));
            bench.advance(Duration.ofMinutes(10));
            // when
            round.looks().get(0).answer(Answer.success(seen(Status.STARTING, "QUEUED", START)));
            bench.advance(Duration.ofSeconds(10));
            // then
            assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.RUNNING);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverGoBackThoughReplicasLagAndAnswersAreLate(long seed) {
        // given
        Workspace workspace = new Workspace(seed);
        ScriptedRound round = new ScriptedRound((runs, sink) -> {
            Answer<Observation> answer = Answer.success(workspace.look());
            CompletableFuture<Void> done = new CompletableFuture<>();
            workspace.sendSoonOrLate(() -> {
                runs.forEach(run -> sink.accept(run, answer));
                done.complete(null);
            });
            return done;
        });
        try (PollerBench bench = new PollerBench(round)) {
            bench.start(started("q1", "r1").build());
            // when
            for (int i = 0; i < 2_000; i++) {
                workspace.turn(bench.now());
                bench.advance(Duration.ofSeconds(4));
            }
            // then
            List<RunStatus> history = bench.history();
            List<String> words =
                    history.stream().map(RunStatus::getPlatformStatus).toList();
            assertThat(words).hasSizeGreaterThan(3).isSorted().doesNotHaveDuplicates();
            assertThat(history).last().extracting(RunStatus::getTerminal).isEqualTo(true);
            assertThat(bench.openRuns()).isZero();
        }
    }

    /** A run that moves on, told by replicas that lag up to a minute and answers that may take longer than a look may. */
    private static final class Workspace {

        private static final Duration LAG = Duration.ofMinutes(1);

        private final Random random;
        private final List<Observation> states = new ArrayList<>();
        private final List<Runnable> late = new ArrayList<>();
        private Instant now = START;

        Workspace(long seed) {
            this.random = new Random(seed);
            states.add(seen(Status.RUNNING, word(), START));
        }

        void turn(Instant at) {
            now = at;
            if (at.isAfter(START) && random.nextInt(10) == 0 && states.size() < 100) {
                states.add(seen(states.size() == 99 ? Status.SUCCESS : Status.RUNNING, word(), at));
            }
            if (!late.isEmpty() && random.nextInt(400) == 0) {
                late.remove(random.nextInt(late.size())).run();
            }
        }

        Observation look() {
            Instant replica = now.minusMillis(random.nextLong(LAG.toMillis()));
            return states.stream()
                    .filter(state -> !state.freshAt().isAfter(replica))
                    .reduce(states.get(0), (older, newer) -> newer);
        }

        void sendSoonOrLate(Runnable answer) {
            if (random.nextInt(40) == 0) {
                late.add(answer);
            } else {
                answer.run();
            }
        }

        private String word() {
            return "STATE%02d".formatted(states.size());
        }
    }
}
