package io.runbridge.simulator.pipelines;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A published pipeline.
 *
 * @param concurrency how many runs go at once; 0: no limit
 * @param children pipelines that a run starts in turn, as Execute Pipeline activities do
 * @param properties the resource's {@code properties} as given
 */
record PipelineDefinition(
        String name,
        String etag,
        Map<String, ParameterType> types,
        int concurrency,
        List<String> children,
        JsonObject properties) {

    /** Source: artifacts.json 2020-12-01, pipelineName. */
    private static final Pattern NAME = Pattern.compile("^[A-Za-z0-9_][^<>*#.%&:\\\\+?/]*$");

    /**
     * Reads a definition: {@code name}, {@code children} and whatever a resource's properties hold.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    static PipelineDefinition of(JsonObject json) {
        String name = json.getString("name", "");
        if (!NAME.matcher(name).matches() || name.length() > 260) {
            throw new IllegalArgumentException("'" + name + "' is no pipeline name");
        }
        JsonObject properties = json.copy();
        properties.remove("name");
        properties.remove("children");
        if (!properties.containsKey("activities")) {
            properties.put("activities", new JsonArray().add(activity("Main", "Wait")));
        }
        List<String> children = json.getJsonArray("children", new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
        return new PipelineDefinition(
                name,
                UUID.randomUUID().toString(),
                types(properties.getJsonObject("parameters", new JsonObject())),
                properties.getInteger("concurrency", 0),
                children,
                properties);
    }

    static JsonObject activity(String name, String type) {
        return new JsonObject().put("name", name).put("type", type);
    }

    private static Map<String, ParameterType> types(JsonObject parameters) {
        Map<String, ParameterType> types = new LinkedHashMap<>();
        for (String parameter : parameters.fieldNames()) {
            String word = parameters.getJsonObject(parameter).getString("type", "");
            types.put(
                    parameter,
                    ParameterType.of(word)
                            .orElseThrow(() -> new IllegalArgumentException("There is no type '" + word + "'")));
        }
        return types;
    }

    List<JsonObject> activities() {
        return properties.getJsonArray("activities").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    boolean hasDefault(String parameter) {
        return properties.getJsonObject("parameters").getJsonObject(parameter).containsKey("defaultValue");
    }

    Object defaultOf(String parameter) {
        return properties.getJsonObject("parameters").getJsonObject(parameter).getValue("defaultValue");
    }

    /** @param owner id of the workspace or factory, of that type */
    JsonObject toResource(String owner, String ownerType) {
        return new JsonObject()
                .put("id", owner + "/pipelines/" + name)
                .put("name", name)
                .put("type", ownerType + "/pipelines")
                .put("etag", etag)
                .put("properties", properties.copy());
    }
}
