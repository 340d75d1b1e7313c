package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * How a pipeline declares one parameter of type String. Immutable, any thread. Fact: PipelineResource of Synapse REST
 * 2020-12-01, {@code properties.parameters}, which may be absent.
 *
 * @param name as the pipeline spells it; empty if it does not declare it as a String
 * @param defaultText its default, empty if there is none
 */
record DeclaredParameter(Optional<String> name, String defaultText) {

    /** Reads the declaration; names are case-insensitive. */
    static DeclaredParameter of(JsonNode pipeline, String name) {
        return pipeline.path("properties").path("parameters").properties().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .filter(parameter -> parameter.getValue().path("type").asText().equalsIgnoreCase("String"))
                .findFirst()
                .map(DeclaredParameter::of)
                .orElseGet(() -> new DeclaredParameter(Optional.empty(), ""));
    }

    private static DeclaredParameter of(Map.Entry<String, JsonNode> parameter) {
        return new DeclaredParameter(
                Optional.of(parameter.getKey()),
                parameter.getValue().path("defaultValue").asText());
    }
}
