package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline declares in {@code properties.parameters}, which may be absent. Any thread. Fact: PipelineResource,
 * ParameterSpecification and ParameterType of Synapse REST 2020-12-01, artifacts.json.
 */
final class PipelineParameters {

    /** The platform's types by their words in small letters. */
    private static final Map<String, DataType> TYPES = Map.of(
            "string", DataType.STRING,
            "int", DataType.INT,
            "float", DataType.FLOAT,
            "bool", DataType.BOOL,
            "securestring", DataType.SECRET,
            "object", DataType.OBJECT,
            "array", DataType.ARRAY);

    private PipelineParameters() {}

    static List<JobParameter> of(JsonNode pipeline) {
        List<JobParameter> parameters = new ArrayList<>();
        pipeline.path("properties").path("parameters").properties().forEach(parameter -> {
            String word = parameter.getValue().path("type").asText().toLowerCase(Locale.ROOT);
            DataType type = TYPES.getOrDefault(word, DataType.UNKNOWN);
            parameters.add(JobParameter.newBuilder()
                    .setName(parameter.getKey())
                    .setDataType(type)
                    .setDirection(Direction.INPUT)
                    .setDefault$(defaultValue(type, parameter.getValue().path("defaultValue"))
                            .orElse(null))
                    .setForwarded(true)
                    .setRequired(!parameter.getValue().has("defaultValue"))
                    .build());
        });
        return parameters;
    }

    /** In the form of a request's value, without loss; a secret's default is one too. */
    private static Optional<Object> defaultValue(DataType type, JsonNode value) {
        if (type == DataType.SECRET || value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Optional.of(value.longValue());
        }
        return Optional.of(value.isTextual() ? value.textValue() : value.toString());
    }
}
