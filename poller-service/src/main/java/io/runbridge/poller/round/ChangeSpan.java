package io.runbridge.poller.round;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A span of changes that is asked for again and again, in as many windows as its pages call for. Stream thread only. */
final class ChangeSpan {

    private static final int PAGES_PER_WINDOW = 8;
    private static final int MOST_WINDOWS = 32;

    private int pages;
    private int lastPages;

    /**
     * The span cut into windows that touch, the newest first.
     *
     * @param leastPages that it is believed to have, whatever it had the last time
     */
    List<Range> windows(Instant from, Instant to, int leastPages) {
        lastPages = pages;
        pages = 0;
        int count = Math.min(MOST_WINDOWS, 1 + Math.max(lastPages, leastPages) / PAGES_PER_WINDOW);
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

    /** One of its windows was read. */
    void read(SurveyPass pass) {
        pages += pass.pages();
    }

    /** Pages that it has, as far as they were counted. */
    int pages() {
        return Math.max(pages, lastPages);
    }

    /** Nothing is known of its pages any more. */
    void forget() {
        pages = 0;
        lastPages = 0;
    }
}
