package io.runbridge.simulator.fault;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Dialect;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The answer a fault gives instead of the operation's.
 *
 * @param retryAfterSeconds empty: no {@code Retry-After} header
 * @param retryAfterAsDate whether that header is an HTTP date instead of seconds
 */
public record FaultReply(
        int status,
        BodyKind body,
        String code,
        String message,
        Optional<Integer> retryAfterSeconds,
        boolean retryAfterAsDate) {

    Answer answer(Dialect dialect, Instant now) {
        Answer answer = body.answer(this, dialect).with(dialect.headers());
        return retryAfterSeconds
                .map(seconds -> answer.with("Retry-After", retryAfter(seconds, now)))
                .orElse(answer);
    }

    private String retryAfter(int seconds, Instant now) {
        return retryAfterAsDate
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        now.plusSeconds(seconds).atOffset(ZoneOffset.UTC))
                : Integer.toString(seconds);
    }
}
