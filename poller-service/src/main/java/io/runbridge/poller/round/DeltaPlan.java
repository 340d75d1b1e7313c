package io.runbridge.poller.round;

import static java.util.Collections.max;
import static java.util.Collections.min;

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
 * one page to another. A round ends at the time it begins, so that it is over however much changes meanwhile; what does
 * is the next round's. Many pages are cut into windows that are read side by side. Stream thread only.
 */
final class DeltaPlan implements SurveyPlan {

    static final Duration OVERLAP = Duration.ofSeconds(5);
    static final Duration LONG_OVERLAP = Duration.ofSeconds(150);
    /** So far a round reaches ahead of the platform's clock, as far as we know it. */
    static final Duration AHEAD = Duration.ofSeconds(1);

    private static final long LONG_EVERY_MS = 60_000;
    /** Believed of the first round at least, for its runs may still be on their way to us. */
    private static final int FIRST_PAGES = 64;

    private static final long NEVER = Long.MIN_VALUE;

    private final Duration clockSkew;
    private final int pageSize;
    /** What a round asks for, newest first: a run that changes all the time is met where it goes next. */
    private final Queue<Range> windows = new ArrayDeque<>();
    /** What every round asks for. */
    private final ChangeSpan recent = new ChangeSpan();
    /** What a round that reaches back asks for besides. */
    private final ChangeSpan past = new ChangeSpan();

    private final Set<SurveyPass> underWay = new HashSet<>();
    /** The latest change seen by any page. */
    private Optional<Instant> latest;
    /** What {@link #latest} was when the last whole round began. */
    private Optional<Instant> progress;

    private Optional<Instant> latestAtBegin = Optional.empty();
    private Instant base = Instant.EPOCH;
    /** Where the recent changes begin. */
    private Instant recentFrom = Instant.EPOCH;
    /** How far the platform's clock has been seen ahead of ours. */
    private Duration ahead = Duration.ZERO;
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
    private long lastPeriodMs = LONG_EVERY_MS;
    private int runs;

    /**
     * @param clockSkew most the platform's clock may differ from ours
     * @param pageSize most runs on a page
     * @param progress what {@link #progress} said before a restart, empty to begin now
     */
    DeltaPlan(Duration clockSkew, int pageSize, Optional<Instant> progress) {
        this.clockSkew = clockSkew;
        this.pageSize = pageSize;
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
        runs++;
    }

    @Override
    public void remove(TrackedRun run) {
        runs--;
    }

    @Override
    public void startedAt(TrackedRun run, long startMs) {
        run.startMs = startMs;
    }

    /** A time ahead of our clock is not believed, however far clocks may differ: it would hide what changes until then. */
    @Override
    public void saw(Observation seen, Instant now) {
        if (seen.freshAt().isAfter(now)) {
            ahead = min(List.of(clockSkew, max(List.of(ahead, Duration.between(now, seen.freshAt())))));
        } else if (latest.map(seen.freshAt()::isAfter).orElse(true)) {
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
        if (progress.isEmpty() || gaplessFromMs == NEVER) {
            gaplessFromMs = timeMs;
        }
        base = progress.orElseGet(() -> now.minus(clockSkew));
        recentFrom = base.minus(OVERLAP);
        reachesBack = timeMs >= longDueMs;
        int unknown = coveredMs == NEVER ? Math.max(FIRST_PAGES, runs / pageSize) : 0;
        windows.addAll(
                recent.windows(recentFrom, max(List.of(base, now)).plus(ahead).plus(AHEAD), unknown));
        if (reachesBack) {
            windows.addAll(past.windows(base.minus(LONG_OVERLAP), recentFrom, unknown));
        }
    }

    @Override
    public boolean goesOn(SurveyPass pass) {
        List<Range> instead = spanOf(pass).instead(pass);
        if (instead.isEmpty()) {
            return true;
        }
        underWay.remove(pass);
        spanOf(pass).read(pass);
        windows.addAll(instead);
        return false;
    }

    @Override
    public List<TrackedRun> whole(SurveyPass pass, long periodMs) {
        underWay.remove(pass);
        spanOf(pass).read(pass);
        if (!roundBroken && windows.isEmpty() && underWay.isEmpty()) {
            progress = latestAtBegin.or(() -> Optional.of(base));
            coveredMs = beganMs;
            lastPeriodMs = periodMs;
            dueMs = beganMs + periodMs;
            recent.whole();
            if (reachesBack) {
                past.whole();
                longDueMs = beganMs + LONG_EVERY_MS;
            }
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
        recent.forget();
        past.forget();
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
        return recent.pages() + past.pages() * Math.min(1.0, (double) lastPeriodMs / LONG_EVERY_MS);
    }

    @Override
    public boolean showsNewRuns() {
        return true;
    }

    private ChangeSpan spanOf(SurveyPass pass) {
        boolean back = pass.range().from().orElseThrow().isBefore(recentFrom);
        return back ? past : recent;
    }
}
