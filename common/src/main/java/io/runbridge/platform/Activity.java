package io.runbridge.platform;

import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * What one activity or task of a run came to, or one error that a run reported. Its texts are passable. What went in and
 * what came out is left out: it may hold secrets. Immutable, any thread.
 *
 * @param name as the platform names it, at most 300 characters
 * @param type the platform's own type, e.g. {@code Copy}, at most 100 characters
 * @param status decoded; {@code UNKNOWN} for a word that is in no table
 * @param message the platform's text, at most 4,000 characters
 * @param attempt which try at it this was, from 1
 */
public record Activity(
        String name,
        Optional<String> type,
        Status status,
        Optional<String> message,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        int attempt) {

    /** Most activities of one run that are published. */
    public static final int MOST = 500;

    private static final int MAX_NAME = 300;
    private static final int MAX_TYPE = 100;
    private static final int MAX_MESSAGE = 4_000;

    public Activity {
        name = PlatformText.passable(name, MAX_NAME);
        type = type.map(text -> PlatformText.passable(text, MAX_TYPE));
        message = message.map(text -> PlatformText.passable(text, MAX_MESSAGE));
        attempt = Math.max(1, attempt);
    }

    /** Whether it failed. */
    public boolean failed() {
        return status == Status.FAILED;
    }

    /** The same with another text. */
    public Activity saying(Optional<String> text) {
        return new Activity(name, type, status, text, startTime, endTime, attempt);
    }
}
