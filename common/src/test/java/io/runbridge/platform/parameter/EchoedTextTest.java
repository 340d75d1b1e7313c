package io.runbridge.platform.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"a\", \"b\"] | [\"a\",\"b\"]",
                "{\"b\":1,\"a\":2} | { \"a\" : 2.0, \"b\" : 1 }",
                "True | true",
                "1.0 | 1",
                "1e2 | 100",
                "9223372036854775807 | 9223372036854775807",
                "text | text",
            })
    void shouldMakeOneTextOfEqualValues(String one, String other) {
        // then
        assertThat(EchoedText.canonical(one)).isEqualTo(EchoedText.canonical(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text | Text",
                "[1,2] | [2,1]",
                "9007199254740993 | 9007199254740992",
                "{\"a\":1} | {\"a\":1,\"b\":null}",
                "`` | null",
                "01 | 1",
            })
    void shouldKeepDifferentValuesApart(String one, String other) {
        // then
        assertThat(EchoedText.canonical(one)).isNotEqualTo(EchoedText.canonical(other));
    }
}
