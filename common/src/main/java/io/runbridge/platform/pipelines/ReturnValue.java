package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Output;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.DataType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a pipeline returned, key by key. Pure functions, any thread. Fact: learn.microsoft.com,
 * data-factory/tutorial-pipeline-return-value: a Set Variable activity with the system variable pipelineReturnValue sets
 * it. Where the run or the activity shows it is not documented, so what its definition and its consumer see is read: an
 * object, or a list of keys with their values.
 */
final class ReturnValue {

    /** Type of the activity that sets it. */
    static final String ACTIVITY_TYPE = "SetVariable";

    private static final String NAME = "pipelineReturnValue";

    private ReturnValue() {}

    /** Of a run; empty if it does not show it. */
    static List<Output> ofRun(JsonNode run, String runId) {
        return outputs(run.path(NAME), runId).toList();
    }

    /** Of an activity run; empty if it did not set it. What an Execute Pipeline activity shows is another run's. */
    static Stream<Output> ofActivity(JsonNode activity, String runId) {
        boolean set = Json.text(activity, "activityType").equals(Optional.of(ACTIVITY_TYPE))
                && Json.text(activity, "status").equals(Optional.of("Succeeded"));
        if (!set) {
            return Stream.empty();
        }
        JsonNode output = activity.path("output");
        boolean named = Json.text(output, "name").equals(Optional.of(NAME));
        return outputs(
                named ? output.path("value") : output.path(NAME),
                Json.text(activity, "activityRunId").orElse(runId));
    }

    private static Stream<Output> outputs(JsonNode value, String reference) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).flatMap(entry -> Json.text(entry, "key").stream()
                        .map(key -> output(key, content(entry.path("value")), reference)))
                : value.properties().stream().map(entry -> output(entry.getKey(), entry.getValue(), reference));
    }

    /** A definition has each value with its type. */
    private static JsonNode content(JsonNode value) {
        return value.path("type").isTextual() && value.has("content") ? value.path("content") : value;
    }

    private static Output output(String key, JsonNode value, String reference) {
        Optional<String> text = value.isNull() || value.isMissingNode()
                ? Optional.empty()
                : Optional.of(value.isTextual() ? value.textValue() : value.toString());
        return new Output(key, text, text.map(present -> type(value)), false, reference);
    }

    private static DataType type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> DataType.OBJECT;
            case ARRAY -> DataType.ARRAY;
            case BOOLEAN -> DataType.BOOL;
            case NUMBER -> value.isIntegralNumber() && value.canConvertToLong() ? DataType.INT : DataType.FLOAT;
            case STRING, BINARY, MISSING, NULL, POJO -> DataType.STRING;
        };
    }
}
