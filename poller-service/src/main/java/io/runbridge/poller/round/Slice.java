package io.runbridge.poller.round;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Open runs that started from one time up to the next slice's. Stream thread only. */
final class Slice {

    private static final long NEVER = Long.MIN_VALUE;

    final long fromMs;
    final List<TrackedRun> runs = new ArrayList<>();
    long dueMs;
    boolean underWay;
    /** When the last whole pass began. */
    long passedMs = NEVER;
    /** What it took, 0 if that is not known. */
    int pages;

    private int splitAt;

    Slice(long fromMs) {
        this.fromMs = fromMs;
    }

    void add(TrackedRun run) {
        run.sliceIndex = runs.size();
        runs.add(run);
    }

    void remove(TrackedRun run) {
        TrackedRun last = runs.remove(runs.size() - 1);
        if (last != run) {
            runs.set(run.sliceIndex, last);
            last.sliceIndex = run.sliceIndex;
        }
    }

    /** As narrow as its runs are, so that others' runs are left out. */
    Range range() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (TrackedRun run : runs) {
            first = Math.min(first, run.startMs);
            last = Math.max(last, run.startMs);
        }
        return new Range(Optional.of(Instant.ofEpochMilli(first)), Optional.of(Instant.ofEpochMilli(last)));
    }

    /** Pages of the last pass, or as many as its runs fill. */
    int pages(int pageSize) {
        return pages > 0 ? pages : (runs.size() + pageSize - 1) / pageSize;
    }

    /** Runs at which it is too long; more once it could not be split, because its runs started together. */
    int splitAt(int aim) {
        return Math.max(splitAt, 2 * aim);
    }

    /** Gives the later half away; nothing if all runs started at the same time. */
    Optional<Slice> split() {
        runs.sort(Comparator.comparingLong(run -> run.startMs));
        int middle = runs.size() / 2;
        while (middle < runs.size() && runs.get(middle).startMs == runs.get(0).startMs) {
            middle++;
        }
        Optional<Slice> later = Optional.empty();
        if (middle == runs.size()) {
            splitAt = 2 * runs.size();
        } else {
            Slice half = new Slice(runs.get(middle).startMs);
            int keep = middle;
            while (runs.get(keep - 1).startMs == half.fromMs) {
                keep--;
            }
            List<TrackedRun> moved = runs.subList(keep, runs.size());
            moved.forEach(half::add);
            moved.clear();
            half.dueMs = dueMs;
            half.passedMs = passedMs;
            pages = 0;
            later = Optional.of(half);
        }
        for (int i = 0; i < runs.size(); i++) {
            runs.get(i).sliceIndex = i;
        }
        return later;
    }

    /** Takes the runs of the slice that follows. */
    void takeOver(Slice next) {
        next.runs.forEach(this::add);
        passedMs = Math.min(passedMs, next.passedMs);
        pages = 0;
    }
}
