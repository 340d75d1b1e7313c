package io.runbridge.poller.round;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A span of changes that is asked for again and again, in as many windows as its pages call for, each with as many
 * changes as the others if they are as old as they were the last time. Stream thread only.
 */
final class ChangeSpan {

    private static final int PAGES_PER_WINDOW = 8;
    private static final int MOST_WINDOWS = 32;

    private Instant end = Instant.EPOCH;
    private Ages ages = new Ages(1);
    private Ages lastAges = ages;
    private int pages;
    private int lastPages;

    /**
     * The span cut into windows that touch, the newest first.
     *
     * @param leastPages that it is believed to have, whatever it had the last time
     */
    List<Range> windows(Instant from, Instant to, int leastPages) {
        long lengthMs = Math.max(1, Duration.between(from, to).toMillis());
        end = to;
        ages = new Ages(lengthMs);
        pages = 0;
        int count = Math.min(MOST_WINDOWS, 1 + Math.max(lastPages, leastPages) / PAGES_PER_WINDOW);
        List<Range> windows = new ArrayList<>(count);
        Instant newest = to;
        for (long ageMs : lastAges.cut(lengthMs, count)) {
            Instant oldest = to.minusMillis(ageMs);
            windows.add(new Range(Optional.of(oldest), Optional.of(newest)));
            newest = oldest;
        }
        windows.add(new Range(Optional.of(from), Optional.of(newest)));
        return windows;
    }

    /** A change of that time was shown. */
    void saw(Instant at) {
        ages.add(ChronoUnit.MILLIS.between(at, end));
    }

    /** One of its windows was read. */
    void read(SurveyPass pass) {
        pages += pass.pages();
    }

    /** All of its windows were read. */
    void whole() {
        lastPages = pages;
        lastAges = ages;
    }

    /** Pages that it had the last time. */
    int pages() {
        return lastPages;
    }

    /** Nothing is known of it any more. */
    void forget() {
        lastPages = 0;
        lastAges = new Ages(1);
    }

    /** How many changes are how old, counted back from the end of the span. */
    private static final class Ages {

        private static final int PARTS = 256;

        private final double partMs;
        private final int[] counts = new int[PARTS];

        Ages(long lengthMs) {
            partMs = (double) lengthMs / PARTS;
        }

        void add(long ageMs) {
            int part = (int) Math.min(PARTS, ageMs / partMs);
            if (ageMs >= 0 && part < PARTS) {
                counts[part]++;
            }
        }

        /** The ages at which a span of that length is to be cut into so many windows, fewer where it is too short. */
        List<Long> cut(long lengthMs, int windows) {
            double stepMs = (double) lengthMs / PARTS;
            double all = 0;
            for (int step = 0; step < PARTS; step++) {
                all += expected(step * stepMs, stepMs);
            }
            List<Long> cuts = new ArrayList<>();
            double reached = 0;
            for (int step = 0; step < PARTS - 1 && cuts.size() < windows - 1; step++) {
                reached += expected(step * stepMs, stepMs);
                long ageMs = Math.round((step + 1) * stepMs);
                boolean moves = ageMs > (cuts.isEmpty() ? 0 : cuts.get(cuts.size() - 1)) && ageMs < lengthMs;
                if (moves && reached >= all * (cuts.size() + 1) / windows) {
                    cuts.add(ageMs);
                }
            }
            return cuts;
        }

        /** Changes from that age on; never 0, for nothing says that there will be none. */
        private double expected(double ageMs, double lengthMs) {
            int part = (int) Math.min(PARTS, (ageMs + lengthMs / 2) / partMs);
            return 1 + (part < PARTS ? counts[part] * lengthMs / partMs : 0);
        }
    }
}
