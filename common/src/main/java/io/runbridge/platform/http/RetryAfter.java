package io.runbridge.platform.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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

    /** Longest wait that is believed: whoever asks for more is asked again after it. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?s?");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH);

    private final Instant now;

    /** @param now when the platform said so, by its clock if that is known */
    RetryAfter(Instant now) {
        this.now = now;
    }

    /** The moment that an HTTP date names, or empty if it is none. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.trim(), HTTP_DATE).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The wait that the text names, or empty if it names none. */
    Optional<Duration> parse(String text) {
        String trimmed = text.trim();
        if (SECONDS.matcher(trimmed).matches()) {
            String number = trimmed.endsWith("s") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
            return Optional.of(bounded(Double.parseDouble(number) * 1_000));
        }
        return date(trimmed).map(date -> bounded((double) date.toEpochMilli() - now.toEpochMilli()));
    }

    private static Duration bounded(double millis) {
        return Duration.ofMillis((long) Math.min(Math.max(millis, 0), (double) LONGEST.toMillis()));
    }
}
