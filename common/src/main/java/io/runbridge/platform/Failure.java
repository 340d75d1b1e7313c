package io.runbridge.platform;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a call failed. Immutable, any thread.
 *
 * @param category what the failure means
 * @param code our stable error code for events, UPPER_SNAKE, e.g. {@code JOB_NOT_FOUND}
 * @param message text for people, at most 4,000 characters, free of secrets; carries the platform's own code and text
 * @param retryAfter how long the platform asks to wait, a quarter of an hour at most, empty if it does not say
 */
public record Failure(FailureCategory category, String code, String message, Optional<Duration> retryAfter) {

    /** Code of a call that was not sent because its lease had run out. */
    public static final String LEASE_LAPSED = "LEASE_LAPSED";

    private static final int MAX_MESSAGE = 4_000;

    public Failure {
        Objects.requireNonNull(category);
        Objects.requireNonNull(code);
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        Objects.requireNonNull(retryAfter);
    }

    /** A failure for which the platform named no time to wait. */
    public static Failure of(FailureCategory category, String code, String message) {
        return new Failure(category, code, message, Optional.empty());
    }
}
