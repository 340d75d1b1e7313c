package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private final RetryAfter retryAfter = new RetryAfter(Instant.parse("2026-03-01T10:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0, PT0S",
        "' 30 ', PT30S",
        "42s, PT42S",
        "1.5s, PT1.5S",
        "99999999999999999, PT15M",
        "900, PT15M",
        "901, PT15M",
        "'Sun, 01 Mar 2026 10:00:20 GMT', PT20S",
        "'Sun, 01 Mar 2026 09:00:00 GMT', PT0S",
        "'Fri, 01 Jan 2100 00:00:00 GMT', PT15M",
    })
    void shouldReadAWait(String text, Duration wait) {
        // then
        assertThat(retryAfter.parse(text)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e9", "Sun, 99 Mar 2026 10:00:20 GMT", "999999999999999999999", "NaN"})
    void shouldReadNothingIfItIsNoWait(String text) {
        // then
        assertThat(retryAfter.parse(text)).isEmpty();
    }
}
