package io.runbridge.platform.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Output;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.DataType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"text\" | text | STRING",
                "\"1200\" | 1200 | STRING",
                "\"\" | '' | STRING",
                "1200 | 1200 | INT",
                "-1 | -1 | INT",
                "9223372036854775807 | 9223372036854775807 | INT",
                "9223372036854775808 | 9223372036854775808 | FLOAT",
                "2.50 | 2.50 | FLOAT",
                "true | true | BOOL",
                "{\"a\":[1,{}]} | {\"a\":[1,{}]} | OBJECT",
                "{\"type\":\"Int\",\"content\":1} | {\"type\":\"Int\",\"content\":1} | OBJECT",
                "[1,\"b\"] | [1,\"b\"] | ARRAY",
                "null | - | -"
            })
    void shouldReadEachTypeOfValue(String json, String text, DataType type) {
        // when
        List<Output> outputs = ReturnValue.ofRun(json("{\"pipelineReturnValue\":{\"k\":" + json + "}}"), "r-1");

        // then
        assertThat(outputs).singleElement().satisfies(output -> {
            assertThat(output.name()).isEqualTo("k");
            assertThat(output.value()).isEqualTo(Optional.ofNullable(text));
            assertThat(output.dataType()).isEqualTo(Optional.ofNullable(type));
            assertThat(output.truncated()).isFalse();
            assertThat(output.reference()).isEqualTo("r-1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pipelineReturnValue\":{\"b\":1,\"a\":\"x\"}}",
                "{\"name\":\"pipelineReturnValue\",\"value\":{\"b\":1,\"a\":\"x\"}}",
                "{\"pipelineReturnValue\":[{\"key\":\"b\",\"value\":1},{\"key\":\"a\",\"value\":\"x\"}]}",
                "{\"name\":\"pipelineReturnValue\",\"value\":[{\"key\":\"b\",\"value\":{\"type\":\"Int\",\"content\":1}},"
                        + "{\"key\":\"a\",\"value\":{\"type\":\"String\",\"content\":\"x\"}},{\"value\":1},7,null]}"
            })
    void shouldReadTheShapesThatAnActivityMayHave(String output) {
        // then
        assertThat(ReturnValue.ofActivity(activity("SetVariable", "Succeeded", output), "r-1"))
                .containsExactly(Output.of("b", "1", DataType.INT, "a-1"), Output.of("a", "x", DataType.STRING, "a-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ExecutePipeline | Succeeded | {\"pipelineReturnValue\":{\"a\":1}}",
                "SetVariable | Failed | {\"pipelineReturnValue\":{\"a\":1}}",
                "SetVariable | Succeeded | {\"name\":\"other\",\"value\":{\"a\":1}}",
                "SetVariable | Succeeded | {\"pipelineReturnValue\":\"a\"}",
                "SetVariable | Succeeded | {\"pipelineReturnValue\":null}",
                "SetVariable | Succeeded | {}",
                "SetVariable | Succeeded | []",
                "SetVariable | Succeeded | null",
                "SetVariable | Succeeded | \"pipelineReturnValue\""
            })
    void shouldReadNothingElse(String type, String status, String output) {
        // then
        assertThat(ReturnValue.ofActivity(activity(type, status, output), "r-1"))
                .isEmpty();
    }

    @Test
    void shouldReferToTheRunIfTheActivityHasNoId() {
        // given
        JsonNode activity = json("{\"activityType\":\"SetVariable\",\"status\":\"Succeeded\","
                + "\"output\":{\"pipelineReturnValue\":{\"a\":1}}}");

        // then
        assertThat(ReturnValue.ofActivity(activity, "r-1"))
                .extracting(Output::reference)
                .containsExactly("r-1");
    }

    private static JsonNode activity(String type, String status, String output) {
        return json("{\"activityRunId\":\"a-1\",\"activityType\":\"" + type + "\",\"status\":\"" + status
                + "\",\"output\":" + output + "}");
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
