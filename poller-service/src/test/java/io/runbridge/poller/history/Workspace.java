package io.runbridge.poller.history;

import io.runbridge.event.RegistryClient;
import io.runbridge.platform.RunSurvey;
import io.runbridge.poller.history.PlatformRun.Spell;
import io.runbridge.poller.open.PollerSettings;
import io.runbridge.poller.round.PollRound;
import io.runbridge.poller.round.PollTarget;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One workspace with some hundred runs, watched by the real poller through rough weather and restarts until every run's
 * end is published. All of it is drawn from one seed and happens in simulated time.
 */
final class Workspace {

    /** What stands between the poller and the platform. */
    record Lenses(UnaryOperator<RunSurvey> survey, UnaryOperator<PollRound> round) {

        static final Lenses CLEAR = new Lenses(UnaryOperator.identity(), UnaryOperator.identity());
    }

    static final int RUNS = 420;

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final String NAME = "lake";
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(45);
    private static final long STARTING_MS = Duration.ofMinutes(8).toMillis();
    private static final long LONGEST_RUN_MS = Duration.ofMinutes(6).toMillis();
    private static final long ROUGH_MS = Duration.ofMinutes(15).toMillis();
    /** From the end of all trouble until everything is published. */
    private static final long BOUND_MS = Duration.ofMinutes(6).toMillis();

    /** For runs that are gone for good: one that a survey should show is looked at after two hours all the same. */
    private static final long LOST_BOUND_MS = Duration.ofMinutes(130).toMillis();

    private static final long STEP_MS = 200;
    private static final long LONG_STEP_MS = 2_000;
    private static final int JOBS = 5;
    private static final String SLEEPER = "sleeper";

    private final Strategy strategy;
    private final SplittableRandom random;
    private final Timeline timeline = new Timeline(START.toEpochMilli());
    private final Weather weather;
    private final ModelPlatform platform;
    private final Oracle oracle = new Oracle(GRACE);
    private final SingleLooks looks;
    private final ModelSurvey survey;
    private final Poller poller;
    private final long heartbeatMs;
    private final List<Long> usual = new ArrayList<>();
    private final List<RunStarted> waiting = new ArrayList<>();
    private long nextRestartMs;
    private boolean down;
    private int announced;
    /** Runs that work on and on, so that surveys stay worth their calls when the others have ended. */
    private final int sleepers;

    Workspace(RegistryClient registry, Strategy strategy, long seed, Lenses lenses) {
        this.strategy = strategy;
        this.random = new SplittableRandom(seed);
        this.weather = Weather.of(random, timeline.nowMs() + ROUGH_MS);
        this.platform = new ModelPlatform(strategy.flavour(), timeline, random, weather);
        this.looks = new SingleLooks(platform, oracle, LOOK_LIMIT);
        this.survey = new ModelSurvey(platform, oracle, LOOK_LIMIT);
        this.heartbeatMs = random.nextBoolean() ? 0 : 30_000;
        PollRound round = lenses.round().apply(looks);
        List<RunSurvey> surveys = strategy.surveys() ? List.of(lenses.survey().apply(survey)) : List.of();
        PollTarget target = new PollTarget(
                Map.of(strategy.flavour().jobType(), round),
                surveys,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                20 + random.nextInt(80),
                16 + random.nextInt(48),
                () -> Integer.MAX_VALUE,
                () -> false,
                ModelPlatform.CLOCK_SKEW,
                LOOK_LIMIT);
        PollerSettings settings = new PollerSettings(Map.of(NAME, target), GRACE, 4);
        this.poller = new Poller(registry, settings, random.split());
        this.sleepers = strategy.surveys() ? 30 + random.nextInt(60) : 0;
        for (int i = 0; i < JOBS; i++) {
            usual.add(durationMs());
        }
    }

    /** Pages that were read. */
    long pages() {
        return survey.pages();
    }

    /** Looks at single runs. */
    long looks() {
        return looks.looks();
    }

    /** Runs that ended as lost. */
    long lost() {
        return oracle.requests().stream().filter(Request::lost).count();
    }

    /** Histories that were checked. */
    int histories() {
        return oracle.requests().size();
    }

    /** Lets everything happen. Fails with a {@link Violation} if a promise does not hold. */
    void live() {
        populate();
        poller.open(timeline.nowMs());
        nextRestartMs = timeline.nowMs() + restartAfterMs();
        until(weather.calmMs() + BOUND_MS, STEP_MS, this::over);
        complainAboutLate(request -> !request.run().goesForGood());
        until(weather.calmMs() + LOST_BOUND_MS, LONG_STEP_MS, this::over);
        complainAboutLate(request -> true);
        poller.close();
        poller.closeStores();
    }

    private void until(long endMs, long stepMs, BooleanSupplier over) {
        while (timeline.nowMs() < endMs && !over.getAsBoolean()) {
            timeline.advance(timeline.nowMs() + stepMs);
            turn();
        }
    }

    private void complainAboutLate(Predicate<Request> wanted) {
        List<Request> late =
                oracle.open().stream().filter(Workspace::mustEnd).filter(wanted).toList();
        if (!late.isEmpty()) {
            throw new Violation(late.size() + " runs are not over for those who wait, first " + late.get(0));
        }
    }

    private boolean over() {
        return announced >= RUNS + sleepers && oracle.open().stream().noneMatch(Workspace::mustEnd);
    }

    private static boolean mustEnd(Request request) {
        return !request.run().job().equals(SLEEPER);
    }

    private void turn() {
        long nowMs = timeline.nowMs();
        if (!down) {
            oracle.check(poller.tick(oracle.expects(), nowMs), nowMs);
        }
        if (nowMs >= nextRestartMs && (down || nowMs < weather.calmMs())) {
            if (down) {
                poller.open(nowMs);
                oracle.restarted(nowMs);
                waiting.forEach(started -> hand(started, nowMs));
                waiting.clear();
                nextRestartMs = nowMs + restartAfterMs();
            } else {
                poller.close();
                oracle.gone();
                nextRestartMs = nowMs + (random.nextInt(3) == 0 ? random.nextLong(180_000) : random.nextLong(5_000));
            }
            down = !down;
        }
    }

    private long restartAfterMs() {
        return 60_000 + random.nextLong(300_000);
    }

    private long durationMs() {
        return Math.round(Math.exp(random.nextDouble() * Math.log(LONGEST_RUN_MS / 1_000.0)) * 1_000);
    }

    private void populate() {
        boolean burst = random.nextInt(3) == 0;
        for (int i = 0; i < RUNS; i++) {
            PlatformRun run = run("r" + i, burst ? random.nextLong(30_000) : random.nextLong(STARTING_MS));
            trouble(run, i);
            long startedMs = run.createdMs() + random.nextLong(500);
            announce("q" + i, run, startedMs, startedMs + random.nextLong(random.nextInt(10) == 0 ? 30_000 : 500) + 1);
            if (strategy.flavour() == Flavour.JOBS && random.nextInt(10) == 0) {
                repairLater(run, i);
            }
        }
        for (int i = 0; i < sleepers; i++) {
            PlatformRun run = new PlatformRun("s" + i, SLEEPER, heartbeatMs);
            run.works(
                    strategy.flavour(), timeline.nowMs() + i, Duration.ofDays(1).toMillis(), random);
            platform.add(run);
            announce("sleeper" + i, run, run.createdMs(), run.createdMs() + 100);
        }
        for (int i = 0; i < RUNS / 2; i++) {
            run("foreign" + i, random.nextLong(STARTING_MS));
        }
    }

    private PlatformRun run(String runId, long afterMs) {
        int job = random.nextInt(JOBS);
        PlatformRun run = new PlatformRun(runId, "job" + job, heartbeatMs);
        long aboutMs = random.nextInt(3) == 0 ? durationMs() : usual.get(job) * (80 + random.nextInt(40)) / 100;
        run.works(strategy.flavour(), timeline.nowMs() + afterMs, Math.min(aboutMs, LONGEST_RUN_MS), random);
        platform.add(run);
        return run;
    }

    /** Not found for a moment right after the start or later, and two of them for good. */
    private void trouble(PlatformRun run, int number) {
        if (number < 2) {
            long goneMs = run.createdMs() + random.nextLong(120_000);
            run.unknown(new Spell(goneMs, Long.MAX_VALUE));
        } else if (random.nextInt(20) == 0) {
            run.unknown(new Spell(run.createdMs(), run.createdMs() + random.nextLong(60_000)));
        } else if (random.nextInt(20) == 0) {
            long fromMs = run.createdMs() + random.nextLong(300_000);
            run.unknown(new Spell(fromMs, fromMs + random.nextLong(200_000)));
        }
    }

    private void repairLater(PlatformRun run, int number) {
        long atMs = run.endMs() + 1_000 + random.nextLong(60_000);
        timeline.at(atMs, () -> {
            boolean over = oracle.requests().stream()
                    .anyMatch(request -> request.run() == run && request.ended() && !request.lost());
            if (over && atMs < weather.calmMs() - LONGEST_RUN_MS) {
                run.repaired(strategy.flavour(), atMs + 1, durationMs(), random);
                announce("q" + number + "-again", run, atMs + 1, atMs + 100);
            }
        });
    }

    private void announce(String requestId, PlatformRun run, long startedMs, long atMs) {
        RunStarted started = RunStarted.newBuilder()
                .setRequestId(requestId)
                .setPlatform(NAME)
                .setJobType(strategy.flavour().jobType())
                .setExternalId(run.job())
                .setRunId(run.runId())
                .setNextSequence(random.nextInt(3))
                .setLastStatus(random.nextBoolean() ? Status.STARTING : null)
                .setRequestedAt(Instant.ofEpochMilli(startedMs))
                .setStartedAt(Instant.ofEpochMilli(startedMs))
                .build();
        timeline.at(atMs, () -> hear(started));
        if (random.nextInt(10) == 0) {
            timeline.at(atMs + random.nextLong(200_000), () -> hear(started)); // read again
        }
    }

    private void hear(RunStarted started) {
        if (down) {
            waiting.add(started);
        } else {
            hand(started, timeline.nowMs());
        }
    }

    private void hand(RunStarted started, long nowMs) {
        poller.process(started, nowMs);
        PlatformRun run = platform.run(started.getRunId());
        oracle.opened(
                started.getRequestId(), run, started.getStartedAt().toEpochMilli(), nowMs, started.getNextSequence());
        announced = oracle.requests().size();
    }
}
