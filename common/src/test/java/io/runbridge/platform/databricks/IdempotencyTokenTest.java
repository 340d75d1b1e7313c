package io.runbridge.platform.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"r", "0b8f5c6e-4a7b-4c9e-9d53-1f4b7a1d2c3e", "日次", "a/b c\n"})
    void shouldFitAndStayTheSame(String requestId) {
        // when
        String token = IdempotencyToken.of(requestId);

        // then
        assertThat(token).matches("runbridge-[A-Za-z0-9_-]{43}").isEqualTo(IdempotencyToken.of(requestId));
    }

    @Test
    void shouldBeTheDocumentedHash() {
        // then
        assertThat(IdempotencyToken.of("abc")).isEqualTo("runbridge-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
