package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RateLimit;
import io.runbridge.platform.RateLimit.Call;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitHeadersTest {

    private final RateLimit limit = new RateLimit();

    @ParameterizedTest
    @CsvSource({
        "reads, 11999, 11999",
        "writes, 0, 0",
        "writes, 999999999999999999, 999999999999999999",
        "writes, 9999999999999999999,",
        "writes, -1,",
        "writes, many,",
        "writes, '',",
        "deletes, 5,"
    })
    void shouldReadTheNumbersThatAzureNames(String what, String text, Long remaining) {
        // given
        Map<String, List<String>> headers = Map.of("x-ms-ratelimit-remaining-subscription-" + what, List.of(text));
        // when
        RateLimitHeaders.read(Operation.OBSERVE, new Response(429, headers, ""), limit);
        // then
        assertThat(limit.remaining(Call.OBSERVE))
                .isEqualTo(remaining == null ? OptionalLong.empty() : OptionalLong.of(remaining));
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void shouldKnowEveryKindOfCall(Operation operation) {
        // given
        Map<String, List<String>> headers = Map.of("x-ms-ratelimit-remaining-subscription-reads", List.of("7"));
        // when
        RateLimitHeaders.read(operation, new Response(200, headers, ""), limit);
        // then
        assertThat(limit.remaining(Call.valueOf(operation.name()))).hasValue(7);
    }
}
