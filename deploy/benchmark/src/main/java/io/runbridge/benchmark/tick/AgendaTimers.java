package io.runbridge.benchmark.tick;

import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.Batch;
import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.PollRound;
import io.runbridge.poller.round.PollTarget;
import io.runbridge.poller.round.TrackedRun;
import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

/** The agenda of one task, without a survey: each run is looked at by itself. */
final class AgendaTimers implements Timers {
    private static final String PLATFORM = "bricks-prod";
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LOOK_LIMIT = Duration.ofMinutes(5);
    private static final Duration AGE = Duration.ofHours(1);
    private static final int CALLS_IN_FLIGHT = 100_000;

    /** More than are due, so that the budget is kept and yet does not hold anything up. */
    private static final double BUDGET = 1.5;

    private final PollAgenda agenda;
    private final List<Batch> taken = new ArrayList<>();

    AgendaTimers(int runs) {
        PollTarget target = new PollTarget(
                Map.of(JobType.DATABRICKS_JOB, new Unasked()),
                SHORTEST,
                Duration.ofMillis(PERIOD_MS),
                BUDGET * runs * 1_000 / PERIOD_MS,
                CALLS_IN_FLIGHT,
                () -> Integer.MAX_VALUE,
                LOOK_LIMIT);
        agenda =
                new PollAgenda(Map.of(PLATFORM, target), run -> Optional.empty(), Map.of(), new SplittableRandom(1), 0);
        for (int i = 0; i < runs; i++) {
            RunRef ref = new RunRef(JobType.DATABRICKS_JOB, "43", Long.toString((1L << 53) + i));
            Instant startedAt = Instant.EPOCH.minus(AGE);
            agenda.open(
                    new TrackedRun(PLATFORM, "request-" + i, ref, startedAt, startedAt), Optional.empty(), false, 0);
        }
    }

    @Override
    public int tick(long nowMs) {
        agenda.overdue(nowMs);
        agenda.timedOut(nowMs);
        agenda.surveys().due(nowMs);
        taken.addAll(agenda.dueBatches(nowMs));
        return taken.stream().mapToInt(batch -> batch.runs().size()).sum();
    }

    @Override
    public void answer(long nowMs) {
        for (Batch batch : taken) {
            batch.runs().forEach(run -> agenda.answered(run, batch, nowMs));
            agenda.finished(batch, nowMs);
        }
        taken.clear();
    }

    /** Nobody is asked: answers are given by {@link #answer}. */
    private static final class Unasked implements PollRound {
        @Override
        public int calls(int runs) {
            return runs;
        }

        @Override
        public CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink) {
            throw new UnsupportedOperationException();
        }
    }
}
