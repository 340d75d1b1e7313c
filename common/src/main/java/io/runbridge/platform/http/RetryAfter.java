package io.runbridge.platform.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a platform asks to wait: a {@code Retry-After} header in seconds or as a date, or a {@code retry_delay} such
 * as {@code 42s} in a body. Values are held between zero and {@link #LONGEST}. Any thread.
 */
final class RetryAfter {

    /** Longest wait that is believed. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?s?");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH);

    private final Clock clock;

    RetryAfter(Clock clock) {
        this.clock = clock;
    }

    /** The wait that the text names, or empty if it names none. */
    Optional<Duration> parse(String text) {
        String trimmed = text.trim();
        if (SECONDS.matcher(trimmed).matches()) {
            String number = trimmed.endsWith("s") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
            return Optional.of(bounded(Double.parseDouble(number) * 1_000));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(trimmed, HTTP_DATE);
            return Optional.of(bounded((double) date.toInstant().toEpochMilli() - clock.millis()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(double millis) {
        return Duration.ofMillis((long) Math.min(Math.max(millis, 0), (double) LONGEST.toMillis()));
    }
}
