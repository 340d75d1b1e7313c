package io.runbridge.poller.round;

import io.runbridge.platform.Failure;
import io.runbridge.platform.Observation;
import io.runbridge.poller.duration.ExpectedDuration;
import io.runbridge.poller.round.TrackedRun.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What one task has to look at and when. All of it is in memory and rebuilt from the store when the task starts: a due
 * time that is lost means one look too early, never a run that is forgotten. Stream thread only.
 */
public final class PollAgenda {

    private static final long TICK_MS = 50;
    private static final int BUCKETS = 4096;

    private final Function<TrackedRun, Optional<ExpectedDuration>> durations;
    private final RandomGenerator random;
    private final SurveyAgenda surveys = new SurveyAgenda(this);
    private final PollLanes lanes;
    private final TimerWheel<TrackedRun> polls;
    private final TimerWheel<TrackedRun> timeouts;
    private final LookLimits limits;

    /**
     * @param targets configured platforms by name
     * @param durations when runs may be expected to end
     * @param progress of the surveys by platform, as {@link SurveyAgenda#progress} said before
     * @param random for jitter
     */
    public PollAgenda(
            Map<String, PollTarget> targets,
            Function<TrackedRun, Optional<ExpectedDuration>> durations,
            Map<String, Instant> progress,
            RandomGenerator random,
            long nowMs) {
        this.lanes = new PollLanes(targets, progress, random);
        this.durations = durations;
        this.random = random;
        this.polls = new TimerWheel<>(TICK_MS, BUCKETS, nowMs);
        this.timeouts = new TimerWheel<>(TICK_MS, BUCKETS, nowMs);
        this.limits = new LookLimits(new TimerWheel<>(TICK_MS, BUCKETS, nowMs));
    }

    /**
     * Adds an open run.
     *
     * @param timeoutAt when it is to be cancelled, empty for never or already asked for
     * @param justStarted looks at once; otherwise looks are spread over the shortest interval
     * @return whether somebody here can look at it; if not it stays open until the configuration knows its platform
     */
    public boolean open(TrackedRun run, Optional<Instant> timeoutAt, boolean justStarted, long nowMs) {
        PollLane lane = lanes.open(run.platform(), nowMs);
        long timeMs = polls.timeMs(nowMs);
        run.trackedMs = timeMs;
        run.lookedMs = timeMs - random.nextLong(PollLane.LOOK_ANYWAY_MS);
        run.knownFromMs = timeMs;
        run.justStarted = justStarted;
        lane.add(run);
        timeoutAt.ifPresent(at -> run.timeoutTimer = timeouts.schedule(run, at.toEpochMilli() - nowMs, nowMs));
        if (lane.serves(run)) {
            lane.wanted(run, durations, nowMs);
            Optional<Long> shown = lane.survey(run).filter(s -> justStarted).flatMap(SurveyLane::firstLookAfter);
            lookAfter(run, shown.orElseGet(() -> lane.schedule().first(justStarted)), nowMs);
        }
        return lane.serves(run);
    }

    /** Forgets a run that ended. */
    public void close(TrackedRun run) {
        run.place = Place.CLOSED;
        polls.cancel(run.pollTimer);
        run.pollTimer = TimerWheel.NONE;
        timeouts.cancel(run.timeoutTimer);
        run.timeoutTimer = TimerWheel.NONE;
        lanes.of(run.platform()).remove(run);
    }

    /** The pages of the surveys. */
    public SurveyAgenda surveys() {
        return surveys;
    }

    /** The open runs behind a platform's run: mostly one, none after its end. */
    public List<TrackedRun> find(String platform, String runId) {
        return lanes.find(platform, runId);
    }

    /** Runs whose time is up, each once; they are looked at quickly again from now on. */
    public List<TrackedRun> timedOut(long nowMs) {
        List<TrackedRun> runs = timeouts.advance(nowMs);
        for (TrackedRun run : runs) {
            run.timeoutTimer = TimerWheel.NONE;
            run.quickFromMs = nowMs;
        }
        return runs;
    }

    /** The looks to take now; their runs are in flight until {@link #finished}, or until rescheduled by their answer. */
    public List<Batch> dueBatches(long nowMs) {
        long timeMs = polls.timeMs(nowMs);
        for (TrackedRun run : polls.advance(nowMs)) {
            run.pollTimer = TimerWheel.NONE;
            PollLane lane = lanes.of(run.platform());
            lane.wanted(run, durations, nowMs);
            if (lane.spares(run, timeMs)) {
                rest(run, nowMs);
            } else {
                lane.due(run);
            }
        }
        List<Batch> batches = new ArrayList<>();
        for (PollLane lane : lanes.all()) {
            Optional<Batch> next = lane.nextBatch(nowMs, timeMs, run -> rest(run, nowMs));
            while (next.isPresent()) {
                Batch batch = next.get();
                limit(batch, nowMs);
                batches.add(batch);
                next = lane.nextBatch(nowMs, timeMs, run -> rest(run, nowMs));
            }
        }
        return batches;
    }

    /** Whether the look began since the task has the run: before, the same run may have been ours already, and have ended. */
    public boolean askedFor(TrackedRun run, Batch batch) {
        return batch.askedMs >= run.trackedMs;
    }

    /** Remembers that this answer is what is known of the run now. */
    public void known(TrackedRun run, Observation seen, long nowMs) {
        run.known(seen.freshAt(), polls.timeMs(nowMs));
        surveys.startedAt(run, seen);
    }

    /**
     * How long after what is known of the run had arrived the look began, negative if it began before. By a time that
     * never runs backwards, whatever is done to the clock.
     */
    public Duration askedAfterKnown(TrackedRun run, Look look) {
        return Duration.ofMillis(look.askedMs - run.knownFromMs);
    }

    /** Looks that have not ended within their limit, each once; to be {@link #finished}, whatever may still come. */
    public List<Look> overdue(long nowMs) {
        return limits.overdue(nowMs);
    }

    /** The platform said something about the run; looks again by its age and its job. */
    public void answered(TrackedRun run, Batch batch, long nowMs) {
        PollLane lane = lanes.of(run.platform());
        lane.allowance().answered();
        run.askedMs = Math.max(run.askedMs, batch.askedMs);
        run.lookedMs = Math.max(run.lookedMs, batch.askedMs);
        if (run.inFlightIn(batch)) {
            lane.landed(batch);
            run.failures = 0;
            lookAfter(run, run.again ? 0 : lane.wanted(run, durations, nowMs), nowMs);
            run.again = false;
        }
    }

    /** There is no such run, says the platform: it is asked for by itself until that is clear. */
    public void missed(TrackedRun run, Batch batch, long nowMs) {
        run.missed = true;
        answered(run, batch, nowMs);
    }

    /** The look said nothing about the run; looks again later and later. */
    public void failed(TrackedRun run, Batch batch, Optional<Failure> failure, long nowMs) {
        if (run.inFlightIn(batch)) {
            PollLane lane = lanes.of(run.platform());
            lane.landed(batch);
            run.failures++;
            Optional<Duration> retryAfter = failure.flatMap(Failure::retryAfter);
            lookAfter(run, lane.schedule().afterFailure(run.failures, retryAfter), nowMs);
        }
    }

    /**
     * Holds all looks at the platform.
     *
     * @return how long in milliseconds, empty if they were already held
     */
    public Optional<Long> pause(String platform, Failure failure, long nowMs) {
        return lanes.of(platform).allowance().pause(failure, nowMs);
    }

    /**
     * Gives back what calls the batch still holds; a second time nothing.
     *
     * @return its runs that were not answered; they are looked at again later
     */
    public List<TrackedRun> finished(Batch batch, long nowMs) {
        ended(batch);
        List<TrackedRun> unanswered =
                batch.runs().stream().filter(run -> run.inFlightIn(batch)).toList();
        unanswered.forEach(run -> failed(run, batch, Optional.empty(), nowMs));
        lanes.of(batch.platform()).finished(batch);
        return unanswered;
    }

    /** Looks at the run by itself as soon as the budget lets it, whatever its survey shows. */
    public void lookNow(TrackedRun run, long nowMs) {
        run.insisted = true;
        if (run.place == Place.WAITING) {
            polls.cancel(run.pollTimer);
            run.pollTimer = TimerWheel.NONE;
            run.dueAtMs = nowMs;
            lanes.of(run.platform()).due(run);
        } else if (run.place == Place.IN_FLIGHT) {
            run.again = true;
        }
    }

    /** Gives the look up if it has not ended within its limit. */
    void limit(Look look, long nowMs) {
        look.askedMs = timeMs(nowMs);
        limits.begin(look, lanes.of(look.platform()).lookLimitMs(), nowMs);
    }

    void ended(Look look) {
        limits.end(look);
    }

    /** The agenda's time, which is not set back. */
    long timeMs(long nowMs) {
        return polls.timeMs(nowMs);
    }

    PollLanes lanes() {
        return lanes;
    }

    /** Open runs of the platform. */
    public int size(String platform) {
        return lanes.size(platform);
    }

    /** Open runs by platform. */
    public Map<String, Integer> sizes() {
        return lanes.sizes();
    }

    /** Open runs that nobody here can look at, by platform, without those that have none. */
    public Map<String, Integer> unserved() {
        return lanes.unserved();
    }

    private void rest(TrackedRun run, long nowMs) {
        lookAfter(run, lanes.of(run.platform()).schedule().rest(), nowMs);
    }

    private void lookAfter(TrackedRun run, long delayMs, long nowMs) {
        run.place = Place.WAITING;
        run.dueAtMs = nowMs + delayMs;
        run.pollTimer = polls.schedule(run, delayMs, nowMs);
    }
}
