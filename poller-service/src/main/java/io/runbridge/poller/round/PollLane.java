package io.runbridge.poller.round;

import io.runbridge.poller.duration.ExpectedDuration;
import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One platform's open runs, budget and pause. Lanes share nothing, so a slow or closed platform delays no other. Stream
 * thread only.
 */
final class PollLane {

    /** Most runs of one batch, so that answers come in small helpings. */
    static final int MAX_BATCH = 50;

    /** After so long a run that a survey shows is looked at all the same. */
    static final long LOOK_ANYWAY_MS = Duration.ofHours(2).toMillis();

    private static final double SINGLES_PER_PAGE = 0.25;
    /** After a longer standstill asking for each run once costs less than asking for all that changed. */
    private static final Duration RESUMED_WITHIN = Duration.ofHours(6);

    private final String platform;
    private final PollTarget target;
    private final PollSchedule schedule;
    private final CallAllowance allowance;
    private final ReadyRuns ready;
    private final Map<String, TrackedRun> open = new HashMap<>();
    private int size;
    private int unserved;
    private final Map<JobType, SurveyLane> surveys = new EnumMap<>(JobType.class);
    private final Queue<SurveyLane> surveyTurns = new ArrayDeque<>();
    /** Calls that looks at single runs have a right to, because pages took theirs. */
    private double owedToSingles;

    private long lastBatch;

    PollLane(String platform, PollTarget target, Optional<Instant> progress, RandomGenerator random, long nowMs) {
        this.platform = platform;
        this.target = target;
        this.schedule = new PollSchedule(target.minInterval(), target.maxInterval(), target.freshness(), random);
        this.allowance = new CallAllowance(target, schedule, nowMs);
        this.ready = new ReadyRuns(target.rounds().keySet());
        Instant oldest = Instant.ofEpochMilli(nowMs).minus(RESUMED_WITHIN);
        target.surveys().forEach(survey -> {
            SurveyLane lane = SurveyLane.of(platform, survey, target, progress.filter(oldest::isBefore), schedule);
            survey.jobTypes().forEach(jobType -> surveys.put(jobType, lane));
            surveyTurns.add(lane);
        });
    }

    String platform() {
        return platform;
    }

    PollSchedule schedule() {
        return schedule;
    }

    /** Open runs, looked at or not. */
    int size() {
        return size;
    }

    /** Open runs that nobody here can look at. */
    int unserved() {
        return unserved;
    }

    /** The survey that shows the run, if there is one. */
    Optional<SurveyLane> survey(TrackedRun run) {
        return Optional.ofNullable(surveys.get(run.ref().jobType()));
    }

    /** The surveys of the platform. */
    Collection<SurveyLane> surveys() {
        return surveyTurns;
    }

    /** How far the survey of changes has come with the runs of this platform. */
    Optional<Instant> progress() {
        return surveyTurns.stream()
                .flatMap(survey -> survey.progress(open.values()).stream())
                .findFirst();
    }

    boolean serves(TrackedRun run) {
        return target.rounds().containsKey(run.ref().jobType());
    }

    /** The open runs behind a platform's run: mostly one, none after its end. */
    List<TrackedRun> find(String runId) {
        TrackedRun run = open.get(runId);
        if (run == null || run.namesake == null) {
            return run == null ? List.of() : List.of(run);
        }
        List<TrackedRun> all = new ArrayList<>();
        for (TrackedRun next = run; next != null; next = next.namesake) {
            all.add(next);
        }
        return all;
    }

    void add(TrackedRun run) {
        run.namesake = open.put(run.ref().runId(), run);
        size++;
        unserved += serves(run) ? 0 : 1;
        survey(run).ifPresent(survey -> survey.add(run));
    }

    void remove(TrackedRun run) {
        List<TrackedRun> left =
                find(run.ref().runId()).stream().filter(other -> other != run).toList();
        open.remove(run.ref().runId());
        left.forEach(other -> other.namesake = open.put(other.ref().runId(), other));
        size--;
        unserved -= serves(run) ? 0 : 1;
        survey(run).ifPresent(survey -> survey.remove(run));
    }

    /** Whether a survey shows what becomes of the run; now and then it is looked at all the same. */
    boolean spares(TrackedRun run, long timeMs) {
        return !run.insisted
                && run.owed == null
                && !run.missed
                && timeMs - run.lookedMs < LOOK_ANYWAY_MS
                && survey(run).filter(survey -> survey.covers(run, timeMs)).isPresent();
    }

    /** How long until the run would be looked at by itself; its survey weighs that. */
    long wanted(TrackedRun run, Function<TrackedRun, Optional<ExpectedDuration>> durations, long nowMs) {
        Optional<ExpectedDuration> expected = run.hurried() ? Optional.empty() : durations.apply(run);
        long intervalMs = schedule.afterAnswer(nowMs - run.quickFromMs, expected);
        survey(run).ifPresent(survey -> survey.wanted(run, intervalMs));
        return intervalMs;
    }

    /** The run is due and waits for the budget. */
    void due(TrackedRun run) {
        ready.add(run);
    }

    /**
     * Takes the next page of a survey that budget, pause and calls in flight allow. Where runs are due too, they get at
     * least a fifth of the calls, and about half of those that are there at once.
     */
    Optional<PageLook> nextPage(long nowMs, long timeMs) {
        boolean waiting = !ready.isEmpty();
        int calls = allowance.calls(waiting, nowMs);
        if (waiting && owedToSingles >= 1 + calls * SINGLES_PER_PAGE) {
            return Optional.empty();
        }
        for (int i = 0; i < surveyTurns.size(); i++) {
            SurveyLane survey = surveyTurns.remove();
            surveyTurns.add(survey);
            if (survey.hasNext(timeMs, Instant.ofEpochMilli(nowMs))) {
                if (allowance.calls(true, nowMs) <= 0) {
                    return Optional.empty();
                }
                allowance.take(1);
                owedToSingles = Math.min(MAX_BATCH, owedToSingles + SINGLES_PER_PAGE);
                return Optional.of(survey.nextPage());
            }
        }
        return Optional.empty();
    }

    /** The page's call is over. */
    void landed() {
        allowance.giveBack(1);
    }

    /**
     * Takes the next batch that budget, pause and calls in flight allow, job types in turn.
     *
     * @param spared takes runs that waited for the budget until a survey showed what becomes of them
     */
    Optional<Batch> nextBatch(long nowMs, long timeMs, Consumer<TrackedRun> spared) {
        int calls = allowance.calls(!ready.isEmpty(), nowMs);
        if (calls <= 0) {
            return Optional.empty();
        }
        for (JobType jobType : ready.turns()) {
            PollRound round = target.rounds().get(jobType);
            int most = most(ready.size(jobType), round, calls);
            List<TrackedRun> runs = ready.take(jobType, most, run -> spares(run, timeMs), spared);
            if (!runs.isEmpty()) {
                lastBatch++;
                runs.forEach(run -> run.batch = lastBatch);
                Batch batch = new Batch(lastBatch, platform, round, runs);
                allowance.take(batch.calls());
                owedToSingles = Math.max(0, owedToSingles - batch.calls());
                return Optional.of(batch);
            }
        }
        return Optional.empty();
    }

    /** One more run of the batch is not in flight any more, so a slow one does not keep the calls of the others. */
    void landed(Batch batch) {
        allowance.giveBack(batch.answered());
    }

    void finished(Batch batch) {
        allowance.giveBack(batch.finished());
    }

    /** The calls to the platform that may leave. */
    CallAllowance allowance() {
        return allowance;
    }

    /** Milliseconds after which a look that has not ended is given up. */
    long lookLimitMs() {
        return target.lookLimit().toMillis();
    }

    private static int most(int waiting, PollRound round, int calls) {
        int size = Math.min(waiting, MAX_BATCH);
        while (size > 0 && round.calls(size) > calls) {
            size--;
        }
        return size;
    }
}
