package io.runbridge.poller.round;

import io.runbridge.platform.Observation;
import io.runbridge.platform.RunSurvey.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sweeps over active runs. The open runs are cut into slices by start time, each about ten pages long and due by itself:
 * so calls spread evenly, many pages are asked for at once, and a run that left the list is noticed with the end of its
 * slice. Absence is no end: the run is looked at, once each time that it leaves the list. Stream thread only.
 */
final class SweepPlan implements SurveyPlan {

    private static final int PAGES_PER_SLICE = 10;

    private final int pageSize;
    private final boolean ranged;
    private final TreeMap<Long, Slice> slices = new TreeMap<>();
    private final NavigableSet<Slice> due = new TreeSet<>(
            Comparator.comparingLong((Slice slice) -> slice.dueMs).thenComparingLong(slice -> slice.fromMs));
    private final Map<SurveyPass, Slice> underWay = new HashMap<>();

    /**
     * @param pageSize most runs on a page
     * @param ranged whether the survey heeds ranges; otherwise there is one slice only
     */
    SweepPlan(int pageSize, boolean ranged) {
        this.pageSize = pageSize;
        this.ranged = ranged;
        Slice all = new Slice(Long.MIN_VALUE);
        slices.put(all.fromMs, all);
        due.add(all);
    }

    @Override
    public void add(TrackedRun run) {
        Slice slice = sliceOf(run);
        slice.add(run);
        splitIfLong(slice);
    }

    @Override
    public void remove(TrackedRun run) {
        sliceOf(run).remove(run);
    }

    @Override
    public void startedAt(TrackedRun run, long startMs) {
        if (startMs != run.startMs) {
            remove(run);
            run.startMs = startMs;
            add(run);
        }
    }

    @Override
    public void saw(Observation seen, Instant now) {
        // Says nothing about the passes to come.
    }

    @Override
    public Optional<SurveyPass> begin(long timeMs, Instant now) {
        while (!due.isEmpty() && due.first().dueMs <= timeMs) {
            Slice slice = due.pollFirst();
            if (!slice.runs.isEmpty()) {
                SurveyPass pass = new SurveyPass(ranged ? slice.range() : Range.ALL, timeMs);
                underWay.put(pass, slice);
                slice.underWay = true;
                return Optional.of(pass);
            }
            if (slice.fromMs == Long.MIN_VALUE) { // kept, for a run must always find its slice
                slice.dueMs = timeMs + 1;
                due.add(slice);
                return Optional.empty();
            }
            slices.remove(slice.fromMs);
        }
        return Optional.empty();
    }

    @Override
    public List<TrackedRun> whole(SurveyPass pass, long periodMs) {
        Slice slice = landed(pass, pass.beganMs() + periodMs);
        long passedBeforeMs = slice.passedMs;
        slice.passedMs = pass.beganMs();
        slice.pages = pass.pages();
        List<TrackedRun> gone = new ArrayList<>();
        for (TrackedRun run : slice.runs) {
            boolean absent = run.sightedMs < pass.beganMs() && run.trackedMs < pass.beganMs();
            boolean awaited = passedBeforeMs < run.trackedMs;
            // Not listed before either: its own timer asks from now on.
            if (absent && (run.listed || awaited)) {
                run.listed = false;
                gone.add(run);
            }
        }
        mergeIfShort(slice);
        splitIfLong(slice);
        return gone;
    }

    @Override
    public void broken(SurveyPass pass, long againMs) {
        landed(pass, againMs);
    }

    @Override
    public void rest() {
        List.copyOf(underWay.keySet()).forEach(pass -> landed(pass, pass.beganMs()));
        slices.values().forEach(slice -> slice.pages = 0);
    }

    /** One that no pass has looked for yet is covered too, but for the first look at a run that has just started. */
    @Override
    public boolean covers(TrackedRun run, long timeMs, long patienceMs) {
        Slice slice = sliceOf(run);
        boolean awaited = slice.passedMs < run.trackedMs && !(run.justStarted && run.neverAsked());
        return (run.listed || awaited) && timeMs - Math.max(slice.passedMs, run.trackedMs) < patienceMs;
    }

    @Override
    public double pages() {
        return slices.values().stream()
                .filter(slice -> !slice.runs.isEmpty())
                .mapToInt(slice -> slice.pages(pageSize))
                .sum();
    }

    @Override
    public boolean showsNewRuns() {
        return false;
    }

    /** How many slices there are. */
    int slices() {
        return slices.size();
    }

    private Slice sliceOf(TrackedRun run) {
        return slices.floorEntry(run.startMs).getValue();
    }

    /** Its pass is over, whole or not. */
    private Slice landed(SurveyPass pass, long dueMs) {
        Slice slice = underWay.remove(pass);
        slice.underWay = false;
        slice.dueMs = dueMs;
        due.add(slice);
        return slice;
    }

    private void splitIfLong(Slice slice) {
        if (!ranged || slice.underWay || slice.runs.size() < slice.splitAt(pageSize * PAGES_PER_SLICE)) {
            return;
        }
        Optional<Slice> later = slice.split();
        later.ifPresent(half -> {
            slices.put(half.fromMs, half);
            due.add(half);
        });
    }

    private void mergeIfShort(Slice slice) {
        Map.Entry<Long, Slice> next = slices.higherEntry(slice.fromMs);
        if (next != null
                && !next.getValue().underWay
                && slice.runs.size() + next.getValue().runs.size() <= pageSize * PAGES_PER_SLICE) {
            slices.remove(next.getKey());
            due.remove(next.getValue());
            slice.takeOver(next.getValue());
        }
    }
}
