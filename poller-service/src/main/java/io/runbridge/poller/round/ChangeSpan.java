package io.runbridge.poller.round;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A span of changes that is asked for again and again, in as many windows as its pages call for, each with as many
 * changes as the others if they lie where they lay the last time. Stream thread only.
 */
final class ChangeSpan {

    private static final int PAGES_PER_WINDOW = 8;
    private static final int MOST_WINDOWS = 32;
    private static final int PARTS = 256;

    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    /** Changes shown this time in each part of the span, the newest first. */
    private int[] changes = new int[PARTS];

    private int[] lastChanges = changes;
    private int pages;
    private int lastPages;

    /**
     * The span cut into windows that touch, the newest first.
     *
     * @param leastPages that it is believed to have, whatever it had the last time
     */
    List<Range> windows(Instant spanFrom, Instant spanTo, int leastPages) {
        from = spanFrom;
        to = spanTo;
        pages = 0;
        changes = new int[PARTS];
        int count = Math.min(MOST_WINDOWS, 1 + Math.max(lastPages, leastPages) / PAGES_PER_WINDOW);
        double wanted = (double) total() / count;
        double reached = 0;
        List<Range> windows = new ArrayList<>(count);
        Instant end = to;
        for (int part = 0; part < PARTS && windows.size() < count - 1; part++) {
            reached += lastChanges[part] + 1;
            Instant begin = to.minus(part(part + 1));
            if (reached >= wanted && begin.isAfter(from)) {
                windows.add(new Range(Optional.of(begin), Optional.of(end)));
                end = begin;
                reached -= wanted;
            }
        }
        windows.add(new Range(Optional.of(from), Optional.of(end)));
        return windows;
    }

    /** How many changes there were the last time, and one in each part, so that none of them is taken for empty. */
    private long total() {
        long total = PARTS;
        for (int count : lastChanges) {
            total += count;
        }
        return total;
    }

    private Duration part(int count) {
        return Duration.between(from, to).multipliedBy(count).dividedBy(PARTS);
    }

    /** A change of that time was shown. */
    void saw(Instant at) {
        long length = Duration.between(from, to).toMillis();
        long age = Duration.between(at, to).toMillis();
        if (length > 0 && age >= 0 && age <= length) {
            changes[(int) Math.min(PARTS - 1, age * PARTS / length)]++;
        }
    }

    /** One of its windows was read. */
    void read(SurveyPass pass) {
        pages += pass.pages();
    }

    /** All of its windows were read. */
    void whole() {
        lastPages = pages;
        lastChanges = changes;
    }

    /** Pages that it had the last time. */
    int pages() {
        return lastPages;
    }

    /** Nothing is known of it any more. */
    void forget() {
        lastPages = 0;
        lastChanges = new int[PARTS];
    }
}
