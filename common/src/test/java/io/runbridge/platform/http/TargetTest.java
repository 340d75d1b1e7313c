package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final IdRule ANYTHING = IdRule.matching("thing", "(?s).+", 500);
    private static final IdRule NUMBER = IdRule.number("number");

    @ParameterizedTest
    @CsvSource({
        "ingest-orders, ingest-orders",
        "copy all, copy%20all",
        "Aufträge, Auftr%C3%A4ge",
        "日次, %E6%97%A5%E6%AC%A1",
        "a/b, a%2Fb",
        "a?b=c, a%3Fb%3Dc",
        "a#b, a%23b",
        "a%2Fb, a%252Fb",
        "..%2F, ..%252F",
        "a;b, a%3Bb",
        "a+b, a%2Bb",
        "a\\b, a%5Cb",
        "..., ...",
        "'a@b:c', a%40b%3Ac",
    })
    void shouldEncodeAnIdAsOneSegment(String id, String encoded) {
        // when
        String uri = Target.of("/pipelines").id(ANYTHING, id).fixed("createRun").uri();

        // then
        assertThat(uri).isEqualTo("/pipelines/" + encoded + "/createRun");
        assertThat(URI.create("http://h" + uri).normalize().getRawPath()).isEqualTo(uri);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldRejectAnIdIfItIsNoSegment(String id) {
        // then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("/pipelines").id(ANYTHING, id))
                .withMessageContaining("must be a thing");
    }

    static Stream<String> hostile() {
        return Stream.of(
                "", ".", "..", "a\r\nHost: evil", "a\nb", "a\u0000b", "a\u2028b", "\uD800", "\u0007", "x".repeat(501));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1.0", "01", "9223372036854775808", "1e3", "1 ", "१", "12345678901234567890", "1/.."})
    void shouldRejectANumberIfItIsNoPositiveLong(String id) {
        // then
        assertThat(NUMBER.problem(id)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "42", "9007199254740993", "9223372036854775807"})
    void shouldTakeAPositiveLong(String id) {
        // then
        assertThat(NUMBER.problem(id)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldEncodeQueryValues(String value, String encoded) {
        // when
        String uri = Target.of("/runs").with("a", "1").with("token", value).uri();

        // then
        assertThat(uri).isEqualTo("/runs?a=1&token=" + encoded);
    }

    static List<Arguments> queries() {
        return List.of(
                Arguments.of("x&admin=true", "x%26admin%3Dtrue"),
                Arguments.of("a b+c", "a%20b%2Bc"),
                Arguments.of("x#y", "x%23y"),
                Arguments.of("é\r\n", "%C3%A9%0D%0A"));
    }

    @Test
    void shouldLeaveTheFixedPartsAlone() {
        // when
        Target target = Target.of("/api/2.0/pipelines").fixed("updates");

        // then
        assertThat(target).hasToString("/api/2.0/pipelines/updates");
    }
}
