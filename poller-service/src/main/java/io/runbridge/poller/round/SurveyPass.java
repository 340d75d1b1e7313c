package io.runbridge.poller.round;

import io.runbridge.platform.RunSurvey.Range;
import java.util.Optional;

/** Pages of one range that are asked for one after the other. Stream thread only. */
final class SurveyPass {

    /** A list that is longer has no end. */
    private static final int MOST_PAGES = 10_000;

    private final Range range;
    private final long beganMs;
    private Optional<String> token = Optional.empty();
    private int pages;

    /** @param beganMs by the agenda's time */
    SurveyPass(Range range, long beganMs) {
        this.range = range;
        this.beganMs = beganMs;
    }

    Range range() {
        return range;
    }

    long beganMs() {
        return beganMs;
    }

    /** Of the page to ask for, empty for the first. */
    Optional<String> token() {
        return token;
    }

    /** Pages that were read. */
    int pages() {
        return pages;
    }

    /**
     * A page was read, and another follows.
     *
     * @return false if the list turns in a circle
     */
    boolean goOn(String next) {
        pages++;
        boolean onwards = pages < MOST_PAGES && !token.equals(Optional.of(next));
        token = Optional.of(next);
        return onwards;
    }

    /** The last page was read. */
    void end() {
        pages++;
    }
}
