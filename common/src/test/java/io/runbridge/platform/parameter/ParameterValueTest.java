package io.runbridge.platform.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.http.Json;
import io.runbridge.platform.parameter.ParameterValue.Invalid;
import io.runbridge.platform.parameter.ParameterValue.Rendered;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterValueTest {

    @ParameterizedTest
    @MethodSource("rendered")
    void shouldRenderTheRightJsonToken(Object value, DataType type, String json, String text) {
        // when
        ParameterValue rendered = ParameterValue.of(parameter(value, type));

        // then
        assertThat(rendered).isInstanceOf(Rendered.class);
        assertThat(new String(Json.write(((Rendered) rendered).json()), StandardCharsets.UTF_8))
                .isEqualTo(json);
        assertThat(((Rendered) rendered).text()).isEqualTo(text);
    }

    static List<Arguments> rendered() {
        return List.of(
                Arguments.of("x", null, "\"x\"", "x"),
                Arguments.of("42", null, "\"42\"", "42"),
                Arguments.of("", null, "\"\"", ""),
                Arguments.of("a\"b\\\n", null, "\"a\\\"b\\\\\\n\"", "a\"b\\\n"),
                Arguments.of(42L, null, "42", "42"),
                Arguments.of(Long.MAX_VALUE, null, "9223372036854775807", "9223372036854775807"),
                Arguments.of(Long.MIN_VALUE, null, "-9223372036854775808", "-9223372036854775808"),
                Arguments.of(9007199254740993L, null, "9007199254740993", "9007199254740993"),
                Arguments.of(1.5, null, "1.5", "1.5"),
                Arguments.of(1e7, null, "1.0E7", "10000000"),
                Arguments.of(-0.1, null, "-0.1", "-0.1"),
                Arguments.of(1e300, null, "1.0E300", "1.0E+300"),
                Arguments.of(true, null, "true", "true"),
                Arguments.of(null, null, "null", "null"),
                Arguments.of(null, DataType.INT, "null", "null"),
                Arguments.of("x", DataType.STRING, "\"x\"", "x"),
                Arguments.of(5L, DataType.STRING, "\"5\"", "5"),
                Arguments.of(true, DataType.STRING, "\"true\"", "true"),
                Arguments.of(0.5, DataType.STRING, "\"0.5\"", "0.5"),
                Arguments.of(5L, DataType.INT, "5", "5"),
                Arguments.of("5", DataType.INT, "5", "5"),
                Arguments.of("-9223372036854775808", DataType.INT, "-9223372036854775808", "-9223372036854775808"),
                Arguments.of(5L, DataType.FLOAT, "5", "5"),
                Arguments.of(0.25, DataType.FLOAT, "0.25", "0.25"),
                Arguments.of(
                        "0.10000000000000000001", DataType.FLOAT, "0.10000000000000000001", "0.10000000000000000001"),
                Arguments.of(false, DataType.BOOL, "false", "false"),
                Arguments.of("true", DataType.BOOL, "true", "true"),
                Arguments.of("{\"a\": [1, 2.50]}", DataType.OBJECT, "{\"a\":[1,2.50]}", "{\"a\":[1,2.50]}"),
                Arguments.of(
                        "[\"exampleoutput.csv\"]",
                        DataType.ARRAY,
                        "[\"exampleoutput.csv\"]",
                        "[\"exampleoutput.csv\"]"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void shouldRejectAValueIfItsTypeCannotHoldIt(Object value, DataType type) {
        // when
        ParameterValue invalid = ParameterValue.of(parameter(value, type));

        // then
        assertThat(invalid).isInstanceOf(Invalid.class);
    }

    static List<Arguments> invalid() {
        return List.of(
                Arguments.of(Double.NaN, null),
                Arguments.of(Double.POSITIVE_INFINITY, null),
                Arguments.of(Double.NaN, DataType.STRING),
                Arguments.of("x", DataType.INT),
                Arguments.of("1.0", DataType.INT),
                Arguments.of("9223372036854775808", DataType.INT),
                Arguments.of("", DataType.INT),
                Arguments.of(1.0, DataType.INT),
                Arguments.of(true, DataType.INT),
                Arguments.of("x", DataType.FLOAT),
                Arguments.of("NaN", DataType.FLOAT),
                Arguments.of("Infinity", DataType.FLOAT),
                Arguments.of("0x10", DataType.FLOAT),
                Arguments.of("1e9999", DataType.FLOAT),
                Arguments.of("1".repeat(101), DataType.FLOAT),
                Arguments.of(true, DataType.FLOAT),
                Arguments.of("yes", DataType.BOOL),
                Arguments.of(1L, DataType.BOOL),
                Arguments.of("[1]", DataType.OBJECT),
                Arguments.of("{}", DataType.ARRAY),
                Arguments.of("{\"a\":", DataType.OBJECT),
                Arguments.of("{} {}", DataType.OBJECT),
                Arguments.of(5L, DataType.OBJECT),
                Arguments.of("[".repeat(200) + "]".repeat(200), DataType.ARRAY),
                Arguments.of("x", DataType.UNKNOWN),
                Arguments.of("vault://main/key", DataType.SECRET),
                Arguments.of(null, DataType.SECRET));
    }

    @Test
    void shouldSayWhatASecretNeedsWithoutShowingIt() {
        // when
        Invalid invalid = (Invalid) ParameterValue.of(parameter("hunter2", DataType.SECRET));

        // then
        assertThat(invalid.rule())
                .contains("vault://<vault>/<name>", "which was not resolved")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldRejectAnUnknownDirection() {
        // then
        assertThat(ParameterValue.of(new Parameter("p", "x", null, Direction.UNKNOWN)))
                .isInstanceOf(Invalid.class);
    }

    private static Parameter parameter(Object value, DataType type) {
        return new Parameter("p", value, type, Direction.INPUT);
    }
}
