package io.runbridge.poller.round;

import io.runbridge.platform.Observation;
import io.runbridge.platform.RunSurvey.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Rounds over what changed since the round before, so their cost is what changed. The lower bound is the latest change
 * that had been seen when the last whole round began: the platform's own clock decides, and however long a round takes,
 * the next one overlaps it. Every minute a round reaches further back, for lists that lag and for runs that slipped from
 * one page to another. What a long round asks for is cut into windows that are read side by side. Stream thread only.
 */
final class DeltaPlan implements SurveyPlan {

    static final Duration OVERLAP = Duration.ofSeconds(5);
    static final Duration LONG_OVERLAP = Duration.ofSeconds(150);

    private static final long LONG_EVERY_MS = 60_000;
    private static final int PAGES_PER_WINDOW = 8;
    private static final int MOST_WINDOWS = 32;
    private static final long NEVER = Long.MIN_VALUE;

    private final Duration clockSkew;
    private final Queue<Range> windows = new ArrayDeque<>();
    private final Set<SurveyPass> underWay = new HashSet<>();
    /** The latest change seen by any page. */
    private Optional<Instant> latest;
    /** What {@link #latest} was when the last whole round began. */
    private Optional<Instant> progress;

    private Optional<Instant> latestAtBegin = Optional.empty();
    private Instant base = Instant.EPOCH;
    /** Since when nothing can have been missed: runs that were asked for since, or before a restart, are covered. */
    private long gaplessFromMs = NEVER;

    /** Whether no change since before the restart can have been missed. */
    private boolean resumed;

    private long dueMs = NEVER;
    private long longDueMs = NEVER;
    private long beganMs;
    private long coveredMs = NEVER;
    private boolean reachesBack;
    private boolean roundBroken;
    private int roundPages;
    private int lastPages = 1;

    /**
     * @param clockSkew most the platform's clock may differ from ours
     * @param progress what {@link #progress} said before a restart, empty to begin now
     */
    DeltaPlan(Duration clockSkew, Optional<Instant> progress) {
        this.clockSkew = clockSkew;
        this.progress = progress;
        this.latest = progress;
        this.resumed = progress.isPresent();
    }

    @Override
    public Optional<Instant> progress() {
        return progress;
    }

    @Override
    public void add(TrackedRun run) {
        // Nothing to sort: a round asks for all runs.
    }

    @Override
    public void remove(TrackedRun run) {
        // Nothing was sorted.
    }

    @Override
    public void startedAt(TrackedRun run, long startMs) {
        run.startMs = startMs;
    }

    /** A time ahead of our clock is not believed, however far clocks may differ: it would hide what changes until then. */
    @Override
    public void saw(Observation seen, Instant now) {
        if (!seen.freshAt().isAfter(now) && latest.map(seen.freshAt()::isAfter).orElse(true)) {
            latest = Optional.of(seen.freshAt());
        }
    }

    @Override
    public Optional<SurveyPass> begin(long timeMs, Instant now) {
        if (windows.isEmpty() && underWay.isEmpty() && timeMs >= dueMs) {
            beginRound(timeMs, now);
        }
        Range window = windows.poll();
        if (window == null) {
            return Optional.empty();
        }
        SurveyPass pass = new SurveyPass(window, timeMs);
        underWay.add(pass);
        return Optional.of(pass);
    }

    private void beginRound(long timeMs, Instant now) {
        beganMs = timeMs;
        latestAtBegin = latest;
        roundBroken = false;
        roundPages = 0;
        if (progress.isEmpty() || gaplessFromMs == NEVER) {
            gaplessFromMs = timeMs;
        }
        base = progress.orElseGet(() -> now.minus(clockSkew));
        reachesBack = timeMs >= longDueMs;
        cut(
                base.minus(reachesBack ? LONG_OVERLAP : OVERLAP),
                now,
                Math.min(MOST_WINDOWS, 1 + lastPages / PAGES_PER_WINDOW));
    }

    /** The last window has no end, so that a run that changes meanwhile goes there. */
    private void cut(Instant from, Instant to, int count) {
        Duration length = Duration.between(from, to).dividedBy(count);
        Instant begin = from;
        for (int i = 1; i < count && length.toMillis() > 0; i++) {
            Instant end = begin.plus(length);
            windows.add(new Range(Optional.of(begin), Optional.of(end)));
            begin = end;
        }
        windows.add(new Range(Optional.of(begin), Optional.empty()));
    }

    @Override
    public List<TrackedRun> whole(SurveyPass pass, long periodMs) {
        underWay.remove(pass);
        roundPages += pass.pages();
        if (!roundBroken && windows.isEmpty() && underWay.isEmpty()) {
            progress = latestAtBegin.or(() -> Optional.of(base));
            coveredMs = beganMs;
            lastPages = roundPages;
            dueMs = beganMs + periodMs;
            longDueMs = reachesBack ? beganMs + LONG_EVERY_MS : longDueMs;
        }
        return List.of();
    }

    /** The round as a whole: its lower bound stays, and so does how far it reaches back: the next one asks for all of it again. */
    @Override
    public void broken(SurveyPass pass, long againMs) {
        underWay.remove(pass);
        windows.clear();
        roundBroken = true;
        dueMs = againMs;
    }

    @Override
    public void rest() {
        underWay.clear();
        windows.clear();
        roundBroken = true;
        gaplessFromMs = NEVER;
        resumed = false;
        progress = Optional.empty();
        dueMs = NEVER;
        longDueMs = NEVER;
        coveredMs = NEVER;
        lastPages = 1;
    }

    @Override
    public boolean covers(TrackedRun run, long timeMs, long patienceMs) {
        return knows(run) && timeMs - Math.max(coveredMs, run.trackedMs) < patienceMs;
    }

    @Override
    public boolean knows(TrackedRun run) {
        boolean since = gaplessFromMs != NEVER && run.askedMs >= gaplessFromMs;
        boolean before = resumed && run.knownBefore && progress.isPresent();
        return since || before;
    }

    @Override
    public double pages() {
        return lastPages;
    }

    @Override
    public boolean showsNewRuns() {
        return true;
    }
}
