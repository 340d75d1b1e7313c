package io.runbridge.platform.http;

import io.runbridge.platform.FailureCategory;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * One row of a failure table: which refusals it speaks of, and what they mean. A row of category UNKNOWN_OUTCOME means
 * "says nothing about it", which is UNAVAILABLE for calls that change nothing. Immutable, any thread.
 */
public final class FailureRow {

    private static final Pattern ANY = Pattern.compile("");

    private final IntPredicate status;
    private final Pattern code;
    private final Pattern message;
    private final FailureCategory category;
    private final Optional<String> errorCode;
    private final boolean tokenRefused;

    private FailureRow(
            IntPredicate status,
            Pattern code,
            Pattern message,
            FailureCategory category,
            Optional<String> errorCode,
            boolean tokenRefused) {
        this.tokenRefused = tokenRefused;
        this.status = status;
        this.code = code;
        this.message = message;
        this.category = category;
        this.errorCode = errorCode;
    }

    /** Refusals with a status from first to last, both included. */
    public static FailureRow status(int first, int last, FailureCategory category) {
        return new FailureRow(status -> status >= first && status <= last, ANY, ANY, category, Optional.empty(), false);
    }

    /** Refusals with this status. */
    public static FailureRow status(int only, FailureCategory category) {
        return status(only, only, category);
    }

    /** Refusals of the token itself: another one may be tried, for nothing was done. */
    public static FailureRow tokenRefused(int first, int last) {
        return new FailureRow(
                status -> status >= first && status <= last,
                ANY,
                ANY,
                FailureCategory.UNAUTHORIZED,
                Optional.empty(),
                true);
    }

    /** Narrows the row to platform codes in which the expression is found, whatever their case. */
    public FailureRow code(String regex) {
        return new FailureRow(status, anyCase(regex), message, category, errorCode, tokenRefused);
    }

    /** Narrows the row to texts in which the expression is found, whatever their case. */
    public FailureRow message(String regex) {
        return new FailureRow(status, code, anyCase(regex), category, errorCode, tokenRefused);
    }

    /** Gives these failures a code of their own in place of their category's. */
    public FailureRow as(String ownErrorCode) {
        return new FailureRow(status, code, message, category, Optional.of(ownErrorCode), tokenRefused);
    }

    private static Pattern anyCase(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    boolean matches(int httpStatus, PlatformError error) {
        return status.test(httpStatus)
                && code.matcher(error.code()).find()
                && message.matcher(error.message()).find();
    }

    Optional<String> errorCode() {
        return errorCode;
    }

    boolean tokenRefused() {
        return tokenRefused;
    }

    FailureCategory category() {
        return category;
    }
}
