package io.runbridge.poller.round;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Pace;
import io.runbridge.poller.round.TrackedRun.Place;
import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * One platform's open runs, budget and pause. Lanes share nothing, so a slow or closed platform delays no other. Stream
 * thread only.
 */
final class PollLane {

    /** Most runs of one batch, so that answers come in small helpings. */
    static final int MAX_BATCH = 50;

    private static final double SINGLES_PER_PAGE = 0.25;
    /** After a longer standstill asking for each run once costs less than asking for all that changed. */
    private static final Duration RESUMED_WITHIN = Duration.ofHours(6);

    private final String platform;
    private final PollTarget target;
    private final PollSchedule schedule;
    private final Pace budget;
    private final Map<JobType, Queue<TrackedRun>> ready = new HashMap<>();
    private final Queue<JobType> turns = new ArrayDeque<>();
    private final Map<String, TrackedRun> open = new HashMap<>();
    private int size;
    private int unserved;
    private final Map<JobType, SurveyLane> surveys = new EnumMap<>(JobType.class);
    private int callsInFlight;
    /** Calls that looks at single runs have a right to, because pages took theirs. */
    private double owedToSingles;

    private long lastBatch;
    private int pauses;
    private long pausedFromMs;
    private long pausedUntilMs;

    PollLane(String platform, PollTarget target, Optional<Instant> progress, RandomGenerator random, long nowMs) {
        this.platform = platform;
        this.target = target;
        this.schedule = new PollSchedule(target.minInterval(), target.maxInterval(), target.freshness(), random);
        this.budget = new Pace(target.callsPerSecond(), nowMs);
        target.rounds().keySet().forEach(jobType -> {
            ready.put(jobType, new ArrayDeque<>());
            turns.add(jobType);
        });
        Instant oldest = Instant.ofEpochMilli(nowMs).minus(RESUMED_WITHIN);
        target.surveys().forEach(survey -> {
            SurveyLane lane = SurveyLane.of(platform, survey, target, progress.filter(oldest::isBefore), schedule);
            survey.jobTypes().forEach(jobType -> surveys.put(jobType, lane));
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
    List<SurveyLane> surveys() {
        return surveys.values().stream().distinct().toList();
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

    /** The run is due and waits for the budget. */
    void due(TrackedRun run) {
        run.place = Place.READY;
        ready.get(run.ref().jobType()).add(run);
    }

    /**
     * Takes the next page of a survey that budget, pause and calls in flight allow. Where runs are due too, they get a
     * fifth of the calls.
     */
    Optional<PageLook> nextPage(long nowMs, long timeMs) {
        boolean singlesWait = !ready.values().stream().allMatch(Queue::isEmpty);
        if (surveys.isEmpty() || (singlesWait && owedToSingles >= 1) || !mayCall(nowMs)) {
            return Optional.empty();
        }
        for (SurveyLane survey : surveys()) {
            Optional<PageLook> page = survey.nextPage(timeMs, Instant.ofEpochMilli(nowMs));
            if (page.isPresent()) {
                budget.spend(1);
                callsInFlight++;
                owedToSingles = Math.min(MAX_BATCH, owedToSingles + SINGLES_PER_PAGE);
                return page;
            }
        }
        return Optional.empty();
    }

    /** Whether one call may leave now; the room of an open breaker is asked for last, for the question ends its wait. */
    private boolean mayCall(long nowMs) {
        if (paused(nowMs)) {
            budget.rest(nowMs);
            return false;
        }
        return budget.available(nowMs) > 0
                && callsInFlight < target.callsInFlight()
                && callsInFlight < target.room().getAsInt();
    }

    /** The page's call is over. */
    void landed() {
        callsInFlight--;
    }

    /** Takes the next batch that budget, pause and calls in flight allow, job types in turn. */
    Optional<Batch> nextBatch(long nowMs) {
        if (paused(nowMs)) {
            budget.rest(nowMs);
            return Optional.empty();
        }
        int calls = Math.min(budget.available(nowMs), target.callsInFlight() - callsInFlight);
        if (calls > 0 && !ready.values().stream().allMatch(Queue::isEmpty)) {
            // Asked last, and only for somebody: an open breaker takes the question for the end of its wait.
            calls = Math.min(calls, target.room().getAsInt() - callsInFlight);
        }
        for (int i = 0; calls > 0 && i < turns.size(); i++) {
            JobType jobType = turns.remove();
            turns.add(jobType);
            PollRound round = target.rounds().get(jobType);
            List<TrackedRun> runs = take(ready.get(jobType), round, calls);
            if (!runs.isEmpty()) {
                lastBatch++;
                runs.forEach(run -> run.batch = lastBatch);
                Batch batch = new Batch(lastBatch, platform, round, runs);
                budget.spend(batch.calls());
                owedToSingles = Math.max(0, owedToSingles - batch.calls());
                callsInFlight += batch.calls();
                return Optional.of(batch);
            }
        }
        return Optional.empty();
    }

    /** One more run of the batch is not in flight any more, so a slow one does not keep the calls of the others. */
    void landed(Batch batch) {
        callsInFlight -= batch.answered();
    }

    void finished(Batch batch) {
        callsInFlight -= batch.finished();
    }

    /** The platform answered a call properly. */
    void answered() {
        pauses = 0;
    }

    /** Milliseconds after which a look that has not ended is given up. */
    long lookLimitMs() {
        return target.lookLimit().toMillis();
    }

    /**
     * The platform asks for a rest or is closed to us.
     *
     * @return how long the pause is in milliseconds, empty if it was already pausing
     */
    Optional<Long> pause(Failure failure, long nowMs) {
        if (paused(nowMs)) {
            failure.retryAfter().ifPresent(wait -> pausedUntilMs = Math.max(pausedUntilMs, nowMs + wait.toMillis()));
            return Optional.empty();
        }
        if (failure.category() == FailureCategory.THROTTLED) {
            budget.throttled();
        }
        pauses++;
        long pauseMs = schedule.afterFailure(pauses, failure.retryAfter());
        pausedFromMs = nowMs;
        pausedUntilMs = nowMs + pauseMs;
        return Optional.of(pauseMs);
    }

    /** A clock set back behind the pause ends it: better one look too early than none for hours. */
    private boolean paused(long nowMs) {
        return pausedFromMs <= nowMs && nowMs < pausedUntilMs;
    }

    private static List<TrackedRun> take(Queue<TrackedRun> queue, PollRound round, int calls) {
        int size = Math.min(queue.size(), MAX_BATCH);
        while (size > 0 && round.calls(size) > calls) {
            size--;
        }
        List<TrackedRun> runs = new ArrayList<>(size);
        while (runs.size() < size && !queue.isEmpty()) {
            TrackedRun run = queue.remove();
            if (run.place == Place.READY) { // else it ended while it waited
                run.place = Place.IN_FLIGHT;
                runs.add(run);
            }
        }
        return runs;
    }
}
