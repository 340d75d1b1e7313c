package io.runbridge.poller.round;

import io.runbridge.platform.Failure;
import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.TrackedRun.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What one task has to look at and when. All of it is in memory and rebuilt from the store when the task starts: a due
 * time that is lost means one look too early, never a run that is forgotten. Stream thread only.
 */
public final class PollAgenda {

    private static final long TICK_MS = 50;
    private static final int BUCKETS = 4096;

    private final Map<String, PollTarget> targets;
    private final RandomGenerator random;
    private final Map<String, PollLane> lanes = new LinkedHashMap<>();
    private final TimerWheel<TrackedRun> polls;
    private final TimerWheel<TrackedRun> timeouts;
    private final TimerWheel<Batch> looks;

    /**
     * @param targets configured platforms by name
     * @param random for jitter
     */
    public PollAgenda(Map<String, PollTarget> targets, RandomGenerator random, long nowMs) {
        this.targets = Map.copyOf(targets);
        this.random = random;
        this.polls = new TimerWheel<>(TICK_MS, BUCKETS, nowMs);
        this.timeouts = new TimerWheel<>(TICK_MS, BUCKETS, nowMs);
        this.looks = new TimerWheel<>(TICK_MS, BUCKETS, nowMs);
    }

    /**
     * Adds an open run.
     *
     * @param timeoutAt when it is to be cancelled, empty for never or already asked for
     * @param justStarted looks at once; otherwise looks are spread over the shortest interval
     * @return whether somebody here can look at it; if not it stays open until the configuration knows its platform
     */
    public boolean open(TrackedRun run, Optional<Instant> timeoutAt, boolean justStarted, long nowMs) {
        PollLane lane = lane(run.platform(), nowMs);
        lane.add(run);
        run.knownFromMs = polls.timeMs(nowMs);
        timeoutAt.ifPresent(at -> run.timeoutTimer = timeouts.schedule(run, at.toEpochMilli() - nowMs, nowMs));
        if (lane.serves(run)) {
            lookAfter(run, lane.schedule().first(justStarted), nowMs);
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
        lanes.get(run.platform()).remove(run);
    }

    /** The open runs behind a platform's run: mostly one, none after its end. */
    public List<TrackedRun> find(String platform, RunRef ref) {
        PollLane lane = lanes.get(platform);
        return lane == null ? List.of() : lane.find(ref);
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
        for (TrackedRun run : polls.advance(nowMs)) {
            run.pollTimer = TimerWheel.NONE;
            lanes.get(run.platform()).due(run);
        }
        List<Batch> batches = new ArrayList<>();
        for (PollLane lane : lanes.values()) {
            Optional<Batch> next = lane.nextBatch(nowMs);
            while (next.isPresent()) {
                Batch batch = next.get();
                batch.askedMs = polls.timeMs(nowMs);
                batch.limitTimer = looks.schedule(batch, lane.lookLimitMs(), nowMs);
                batches.add(batch);
                next = lane.nextBatch(nowMs);
            }
        }
        return batches;
    }

    /** Remembers that an answer of that time is what is known of the run now. */
    public void known(TrackedRun run, Instant freshAt, long nowMs) {
        run.known(freshAt, polls.timeMs(nowMs));
    }

    /**
     * How long after what is known of the run had arrived the look began, negative if it began before. By a time that
     * never runs backwards, whatever is done to the clock.
     */
    public Duration askedAfterKnown(TrackedRun run, Batch batch) {
        return Duration.ofMillis(batch.askedMs - run.knownFromMs);
    }

    /** Looks that have not ended within their limit, each once; to be {@link #finished}, whatever may still come. */
    public List<Batch> overdue(long nowMs) {
        List<Batch> batches = looks.advance(nowMs);
        batches.forEach(batch -> batch.limitTimer = TimerWheel.NONE);
        return batches;
    }

    /** The platform said something about the run, be it that it does not know it; looks again by its age. */
    public void answered(TrackedRun run, Batch batch, long nowMs) {
        PollLane lane = lanes.get(run.platform());
        lane.answered();
        if (run.inFlightIn(batch)) {
            lane.landed(batch);
            run.failures = 0;
            lookAfter(run, lane.schedule().afterAnswer(nowMs - run.quickFromMs), nowMs);
        }
    }

    /** The look said nothing about the run; looks again later and later. */
    public void failed(TrackedRun run, Batch batch, Optional<Failure> failure, long nowMs) {
        if (run.inFlightIn(batch)) {
            PollLane lane = lanes.get(run.platform());
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
        return lanes.get(platform).pause(failure, nowMs);
    }

    /**
     * Gives back what calls the batch still holds; a second time nothing.
     *
     * @return its runs that were not answered; they are looked at again later
     */
    public List<TrackedRun> finished(Batch batch, long nowMs) {
        looks.cancel(batch.limitTimer);
        batch.limitTimer = TimerWheel.NONE;
        List<TrackedRun> unanswered =
                batch.runs().stream().filter(run -> run.inFlightIn(batch)).toList();
        unanswered.forEach(run -> failed(run, batch, Optional.empty(), nowMs));
        lanes.get(batch.platform()).finished(batch);
        return unanswered;
    }

    /** Open runs of the platform. */
    public int size(String platform) {
        PollLane lane = lanes.get(platform);
        return lane == null ? 0 : lane.size();
    }

    /** Open runs by platform. */
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        lanes.values().forEach(lane -> sizes.put(lane.platform(), lane.size()));
        return sizes;
    }

    /** Open runs that nobody here can look at, by platform, without those that have none. */
    public Map<String, Integer> unserved() {
        Map<String, Integer> unserved = new TreeMap<>();
        lanes.values().stream()
                .filter(lane -> lane.unserved() > 0)
                .forEach(lane -> unserved.put(lane.platform(), lane.unserved()));
        return unserved;
    }

    private PollLane lane(String platform, long nowMs) {
        return lanes.computeIfAbsent(
                platform,
                name -> new PollLane(name, targets.getOrDefault(name, PollTarget.UNCONFIGURED), random, nowMs));
    }

    private void lookAfter(TrackedRun run, long delayMs, long nowMs) {
        run.place = Place.WAITING;
        run.dueAtMs = nowMs + delayMs;
        run.pollTimer = polls.schedule(run, delayMs, nowMs);
    }
}
