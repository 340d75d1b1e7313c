package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.schemas.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputRulesTest {

    private static final int KIB = 1024;

    /** Sizes of the values in the order in which they came, and which of them are kept; names and references have 4 bytes. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "65532, 1",
        "65533, 0",
        "65536, 0",
        "65537, 0",
        "10 65518, 11",
        "10 65519, 10",
        "65518 10, 11",
        "65519 10, 01",
        "40000 30000, 01",
        "30000 40000, 10",
        "30000 30000 30000, 110",
        "60000 1000 2000 5000, 0111",
        "61000 5000, 01",
        "5000 61000, 10"
    })
    void shouldCutTheLargestOutWhereNotAllFit(String sizes, String kept) {
        // given
        int[] lengths =
                Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
        List<Output> found = IntStream.range(0, lengths.length)
                .mapToObj(i -> Output.of("o" + i, "x".repeat(lengths[i]), DataType.STRING, "r" + i))
                .toList();

        // when
        List<Output> fitting = OutputRules.fitting(found);

        // then
        assertThat(fitting)
                .extracting(Output::name)
                .isEqualTo(found.stream().map(Output::name).toList());
        for (int i = 0; i < kept.length(); i++) {
            boolean whole = kept.charAt(i) == '1';
            assertThat(fitting.get(i).value().isPresent()).isEqualTo(whole);
            assertThat(fitting.get(i).truncated()).isEqualTo(!whole);
            assertThat(fitting.get(i).reference()).isEqualTo("r" + i);
            assertThat(fitting.get(i).dataType()).contains(DataType.STRING);
        }
    }

    @Test
    void shouldCountBytesNotCharacters() {
        // given
        List<Output> found = List.of(Output.of("a", "\u20AC".repeat(22 * KIB), DataType.STRING, "r"));

        // then
        assertThat(OutputRules.fitting(found)).extracting(Output::truncated).containsExactly(true);
    }

    @Test
    void shouldKeepTheFirstHundred() {
        // given
        List<Output> found = IntStream.range(0, 150)
                .mapToObj(i -> Output.of("o" + i, "1", DataType.INT, "r"))
                .toList();

        // then
        assertThat(OutputRules.fitting(found)).isEqualTo(found.subList(0, OutputRules.MOST));
    }

    @Test
    void shouldStayWithinTheBoundWhateverTheNames() {
        // given
        List<Output> found = IntStream.range(0, 100)
                .mapToObj(i -> Output.of(i + "\u20AC".repeat(290), "1", DataType.INT, "r".repeat(100)))
                .toList();

        // when
        List<Output> fitting = OutputRules.fitting(found);

        // then
        assertThat(fitting).hasSizeBetween(60, 70);
        assertThat(fitting.stream()
                        .mapToInt(output -> (output.name() + output.value().orElse("") + output.reference())
                                .getBytes(StandardCharsets.UTF_8)
                                .length)
                        .sum())
                .isLessThanOrEqualTo(OutputRules.MOST_BYTES);
    }

    @Test
    void shouldTakeTheFirstOfOneName() {
        // given
        List<Output> found = List.of(
                Output.of("a", "1", DataType.INT, "r"),
                Output.of("b", "2", DataType.INT, "r"),
                Output.of("a", "3", DataType.INT, "r"));

        // then
        assertThat(OutputRules.fitting(found)).isEqualTo(found.subList(0, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiKey | hunter2 | true",
                "APIKEY | hunter2 | true",
                "rows | 1200 | false",
                "rows | apiKey | false",
                "rows | \"apiKey\" | false",
                "rows | {\"apiKey\":\"hunter2\"} | true",
                "rows | {\"ApiKey\" : \"hunter2\"} | true",
                "rows | [{\"a\":{\"apiKey\":1}}] | true",
                "rows | {\"apiKeys\":1} | false",
                "rows | {\"a\":\"apiKey\"} | false",
                "rows | {\"a\\\"\":1,\"apiKey\":2} | true",
                "rows | cut off: {\"apiKey\":\"hun | true"
            })
    void shouldWithholdWhatBearsTheNameOfASecret(String name, String value, boolean withheld) {
        // given
        Output output = Output.of(name, value, DataType.STRING, "r");

        // when
        List<Output> published = OutputRules.withholding(List.of(output), List.of("other", "apiKey"));

        // then
        assertThat(published)
                .extracting(Output::name, Output::value, Output::dataType, Output::truncated)
                .containsExactly(
                        withheld
                                ? tuple(name, Optional.empty(), Optional.of(DataType.SECRET), false)
                                : tuple(name, Optional.of(value), Optional.of(DataType.STRING), false));
    }

    @Test
    void shouldWithholdNothingWithoutSecrets() {
        // given
        List<Output> outputs = List.of(Output.of("a", "{\"\":1}", DataType.OBJECT, "r"));

        // then
        assertThat(OutputRules.withholding(outputs, List.of())).isEqualTo(outputs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abcdefgh12345", "dapi0123456789abcdef"})
    void shouldMaskTokensAndShowNoValueInLogs(String token) {
        // given
        Output output = Output.of("a", "got " + token, DataType.STRING, "r");

        // then
        assertThat(output.value()).contains("got ***");
        assertThat(output.toString()).contains("name=a").doesNotContain("got");
    }
}
