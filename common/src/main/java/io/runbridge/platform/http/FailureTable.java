package io.runbridge.platform.http;

import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.REJECTED;
import static io.runbridge.platform.FailureCategory.THROTTLED;
import static io.runbridge.platform.FailureCategory.UNAUTHORIZED;
import static io.runbridge.platform.FailureCategory.UNKNOWN_OUTCOME;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the refusals of one platform type mean. The rows of the type come first, then those that hold for any HTTP
 * service; the first that matches decides. Immutable, any thread.
 */
public final class FailureTable {

    /** A 4xx is a final no, a 5xx says nothing, a redirect is a wrong address unless it says the work was done. */
    private static final List<FailureRow> GENERAL = List.of(
            FailureRow.status(303, UNKNOWN_OUTCOME),
            FailureRow.status(300, 399, REJECTED),
            FailureRow.tokenRefused(401, 401),
            FailureRow.status(403, UNAUTHORIZED),
            FailureRow.status(404, NOT_FOUND),
            FailureRow.status(408, UNKNOWN_OUTCOME),
            FailureRow.status(429, THROTTLED),
            FailureRow.status(400, 499, REJECTED));

    private final List<FailureRow> rows;
    private final List<Hint> hints;

    /**
     * @param rows of the platform type, most telling first
     * @param hints most telling first; the first that matches is added to the failure's text
     */
    public FailureTable(List<FailureRow> rows, List<Hint> hints) {
        this.rows = List.copyOf(rows);
        this.hints = List.copyOf(hints);
    }

    /** What this answer, which is no 2xx, means for the call. */
    public Failure failure(HttpCall call, String platform, Response response, Clock clock) {
        PlatformError error = ErrorBody.read(response);
        Optional<FailureRow> row = row(response.status(), error);
        FailureCategory category = category(call.operation(), row);
        String code = row.flatMap(FailureRow::errorCode).orElseGet(() -> errorCode(call.operation(), category));
        StringBuilder message = new StringBuilder("Tried to ")
                .append(call.purpose())
                .append(" on ")
                .append(platform)
                .append(", but it answered ")
                .append(response.status());
        if (!error.line().isEmpty()) {
            message.append(' ').append(error.line());
        }
        redirect(response).ifPresent(message::append);
        hints.stream()
                .filter(hint -> hint.matches(call.operation(), category, response.status(), error))
                .findFirst()
                .ifPresent(hint -> message.append(". ").append(hint.text()));
        return new Failure(category, code, message.toString(), wait(response, error, clock));
    }

    /** Whether this answer refuses the token that was sent, so that another one may help. */
    boolean refusesToken(Response response) {
        return !response.ok()
                && row(response.status(), ErrorBody.read(response))
                        .filter(FailureRow::tokenRefused)
                        .isPresent();
    }

    private Optional<FailureRow> row(int status, PlatformError error) {
        return Stream.concat(rows.stream(), GENERAL.stream())
                .filter(row -> row.matches(status, error))
                .findFirst();
    }

    /** An answer that no row knows says nothing, like one whose row says so. */
    private static FailureCategory category(Operation operation, Optional<FailureRow> row) {
        return row.map(FailureRow::category)
                .filter(category -> category != UNKNOWN_OUTCOME)
                .orElseGet(operation::ambiguous);
    }

    /** Our error code for events. */
    static String errorCode(Operation operation, FailureCategory category) {
        return switch (category) {
            case REJECTED -> "PLATFORM_REJECTED";
            case NOT_FOUND -> operation.notFoundCode();
            case UNAUTHORIZED -> "UNAUTHORIZED";
            case BUSY -> "JOB_BUSY";
            case THROTTLED -> "THROTTLED";
            case PAUSED -> "PLATFORM_PAUSED";
            case UNAVAILABLE -> "PLATFORM_UNAVAILABLE";
            case UNKNOWN_OUTCOME -> "ANSWER_LOST";
        };
    }

    private static Optional<Duration> wait(Response response, PlatformError error, Clock clock) {
        // A date is by the platform's clock, which the answer shows: ours may be minutes away from it.
        RetryAfter retryAfter =
                new RetryAfter(response.header("date").flatMap(RetryAfter::date).orElseGet(clock::instant));
        return response.header("retry-after").flatMap(retryAfter::parse).or(() -> error.retryDelay()
                .flatMap(retryAfter::parse));
    }

    /** Names where a redirect points to, host only: the rest of such an address may carry what is not ours to show. */
    private static Optional<String> redirect(Response response) {
        if (response.status() < 300 || response.status() > 399) {
            return Optional.empty();
        }
        return response.header("location").map(location -> {
            try {
                String host = URI.create(location).getHost();
                return host == null ? "" : " with a redirect to " + host + "; is the endpoint right?";
            } catch (IllegalArgumentException e) {
                return "";
            }
        });
    }
}
