package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void shouldRejectADocumentIfItIsTooDeep() {
        // given
        String fits = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);

        // then
        assertThat(Json.read(fits)).isPresent();
        assertThat(Json.read(deep)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "<html>", "{'a':1}", "nul", "{\"a\":NaN}"})
    void shouldReadNothingIfItIsNoDocument(String text) {
        // then
        assertThat(Json.read(text)).isEmpty();
    }

    @Test
    void shouldReadADocumentBehindAByteOrderMark() {
        // then
        assertThat(Json.read("\uFEFF{}")).isPresent();
    }

    @Test
    void shouldKeepNumbersWithoutLoss() {
        // given
        String text =
                "{\"run_id\":9223372036854775807,\"big\":123456789012345678901234567890,\"f\":0.10000000000000000001,\"g\":1.50}";

        // when
        JsonNode json = Json.read(text).orElseThrow();

        // then
        assertThat(new String(Json.write(json), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(Json.text(json, "run_id")).contains("9223372036854775807");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"b\":1.0,\"a\":[1,2.50]} | {\"a\":[1,2.5],\"b\":1}",
                "{\"a\": { \"y\" : 1, \"x\" : null } } | {\"a\":{\"x\":null,\"y\":1}}",
                "[100, 1e2, 100.0] | [1E+2,1E+2,1E+2]",
            })
    void shouldWriteEqualDocumentsEqually(String text, String canonical) {
        // then
        assertThat(Json.canonical(Json.read(text).orElseThrow())).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "2018-06-16T00:37:44.6257014Z, 2018-06-16T00:37:44.625701400Z",
        "2018-06-16T00:37:44Z, 2018-06-16T00:37:44Z",
        "2018-06-16T02:37:44+02:00, 2018-06-16T00:37:44Z",
        "2018-06-16T00:37:44.1, 2018-06-16T00:37:44.100Z",
    })
    void shouldReadInstants(String text, Instant instant) {
        // then
        assertThat(Json.instant(Json.object().put("at", text), "at")).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2018-06-16",
                "0001-01-01",
                "0001-01-01T00:00:00",
                "0001-01-01T00:00:00Z",
                "2018-99-16T00:37:44Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z"
            })
    void shouldReadNoInstantIfItIsNone(String text) {
        // then
        assertThat(Json.instant(Json.object().put("at", text), "at")).isEmpty();
    }

    @Test
    void shouldReadMillisecondsUnlessTheyAreZero() {
        // given
        JsonNode json = Json.read("{\"a\":1770000000000,\"b\":0,\"c\":-1,\"d\":1e400,\"e\":null,\"f\":\"x\"}")
                .orElseThrow();

        // then
        assertThat(Json.millis(json, "a")).contains(Instant.ofEpochMilli(1_770_000_000_000L));
        for (String member : new String[] {"b", "c", "d", "e", "f", "g"}) {
            assertThat(Json.millis(json, member)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("oversized")
    void shouldReadNothingIfAPartOfItIsTooLarge(String text) {
        // then
        assertThat(Json.read(text)).isEmpty();
    }

    static List<String> oversized() {
        return List.of(
                "[".repeat(1_000_000),
                "{\"a\":".repeat(1_000_000),
                "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1),
                "{\"n\":" + "9".repeat(Json.MAX_DIGITS + 1) + "}",
                "{\"n\":0." + "9".repeat(1_000_000) + "}",
                "{\"" + "n".repeat(Json.MAX_NAME + 1) + "\":1}",
                "{\"t\":\"" + "t".repeat(Json.MAX_TEXT + 1) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "9e2147483646"})
    void shouldNotExpandANumberWithAHugeExponent(String number) {
        // given
        JsonNode json = Json.read("{\"n\":" + number + "}").orElseThrow();

        // then
        assertThat(Json.text(json, "n").orElseThrow()).hasSizeLessThan(30);
        assertThat(Json.millis(json, "n")).isEmpty();
        assertThat(Json.instant(json, "n")).isEmpty();
        assertThat(Json.canonical(json)).hasSizeLessThan(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 3",
                "0 | 0",
                "-1 | 0",
                "1.5 | 0",
                "\"3\" | 0",
                "null | 0",
                "1e9 | 0",
                "5000000000 | 0",
                "2000000 | 1000000"
            })
    void shouldCountOnlyWhatCanBeCounted(String value, int count) {
        // then
        assertThat(Json.count(Json.read("{\"n\":" + value + "}").orElseThrow(), "n"))
                .isEqualTo(count);
    }
}
