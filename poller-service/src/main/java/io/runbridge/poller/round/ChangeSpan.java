package io.runbridge.poller.round;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A span of changes that is asked for again and again, in as many windows as its pages called for the last time. A window
 * with far more pages than the others is cut once more while it is read: one chain of pages would be too slow. Stream
 * thread only.
 */
final class ChangeSpan {

    private static final int PAGES_PER_WINDOW = 8;
    private static final int MOST_WINDOWS = 64;
    private static final int PAGES_TO_CUT_AT = 64;
    private static final int CUT_INTO = 4;

    private int pages;
    private int lastPages;

    /**
     * The span in windows that touch, the newest first.
     *
     * @param leastPages that it is believed to have, whatever it had the last time
     */
    List<Range> windows(Instant from, Instant to, int leastPages) {
        pages = 0;
        int count = 1 + Math.max(lastPages, leastPages) / PAGES_PER_WINDOW;
        return cut(from, to, Math.min(MOST_WINDOWS, count));
    }

    /** What to ask for instead of going on with this window; empty if it is not too long or can not be cut. */
    List<Range> instead(SurveyPass pass) {
        if (pass.pages() < Math.max(PAGES_TO_CUT_AT, 2 * lastPages / MOST_WINDOWS)) {
            return List.of();
        }
        Range range = pass.range();
        List<Range> windows = cut(range.from().orElseThrow(), range.to().orElseThrow(), CUT_INTO);
        return windows.size() > 1 ? windows : List.of();
    }

    private static List<Range> cut(Instant from, Instant to, int count) {
        Duration length = Duration.between(from, to).dividedBy(count);
        List<Range> windows = new ArrayList<>(count);
        Instant end = to;
        while (windows.size() < count - 1 && length.toMillis() > 0) {
            Instant begin = end.minus(length);
            windows.add(new Range(Optional.of(begin), Optional.of(end)));
            end = begin;
        }
        windows.add(new Range(Optional.of(from), Optional.of(end)));
        return windows;
    }

    /** One of its windows was read, or cut. */
    void read(SurveyPass pass) {
        pages += pass.pages();
    }

    /** All of its windows were read. */
    void whole() {
        lastPages = pages;
    }

    /** Pages that it had the last time. */
    int pages() {
        return lastPages;
    }

    /** Nothing is known of it any more. */
    void forget() {
        lastPages = 0;
    }
}
