package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.schemas.Parameter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What an update is to do: all that a pipeline takes of a request's parameters, and all by which an update in a list is
 * recognised. Immutable, any thread.
 *
 * @param selections names by selection, without those that are empty
 */
record UpdateOrder(boolean fullRefresh, Map<RefreshSelection, List<String>> selections) {

    UpdateOrder {
        selections = Map.copyOf(selections);
    }

    /** What the request asks for; no full refresh unless it says so. */
    static UpdateOrder of(StartRun start) {
        boolean fullRefresh = false;
        Map<RefreshSelection, List<String>> selections = new EnumMap<>(RefreshSelection.class);
        for (Parameter parameter : start.parameters()) {
            if (sent(parameter) && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value) {
                fullRefresh |= parameter.getName().equals(DatabricksRules.FULL_REFRESH)
                        && value.json().asBoolean();
                RefreshSelection.of(parameter.getName())
                        .filter(selection -> !value.json().isEmpty())
                        .ifPresent(selection -> selections.put(selection, names(value.json())));
            }
        }
        return new UpdateOrder(fullRefresh, selections);
    }

    /** What an update shows. */
    static UpdateOrder of(JsonNode update) {
        Map<RefreshSelection, List<String>> selections = new EnumMap<>(RefreshSelection.class);
        for (RefreshSelection selection : RefreshSelection.values()) {
            JsonNode shown = update.path(selection.parameter());
            if (!shown.isEmpty()) {
                selections.put(selection, names(shown));
            }
        }
        return new UpdateOrder(update.path(DatabricksRules.FULL_REFRESH).asBoolean(), selections);
    }

    /** Whether the parameter goes to the pipeline. */
    static boolean sent(Parameter parameter) {
        boolean known = parameter.getName().equals(DatabricksRules.FULL_REFRESH)
                || RefreshSelection.of(parameter.getName()).isPresent();
        return known && DatabricksRules.sent(parameter);
    }

    private static List<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .sorted()
                .toList();
    }

    void writeTo(ObjectNode body) {
        body.put(DatabricksRules.FULL_REFRESH, fullRefresh);
        selections.forEach((selection, names) -> {
            ArrayNode array = body.putArray(selection.parameter());
            names.forEach(array::add);
        });
    }

    /** The platform may show a table with the catalog and schema that a request leaves out, and in another case. */
    private static String bare(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("`", "").toLowerCase(Locale.ROOT);
    }

    /** By name, for comparison; a selection that updates show counts also where it is empty. */
    Map<String, String> echo() {
        Map<String, String> echo = new HashMap<>();
        echo.put(DatabricksRules.FULL_REFRESH, Boolean.toString(fullRefresh));
        for (RefreshSelection selection : RefreshSelection.values()) {
            List<String> names = selections.getOrDefault(selection, List.of()).stream()
                    .map(UpdateOrder::bare)
                    .distinct()
                    .sorted()
                    .toList();
            if (selection.shown() || !names.isEmpty()) {
                ArrayNode array = Json.object().putArray(selection.parameter());
                names.forEach(array::add);
                echo.put(selection.parameter(), Json.canonical(array));
            }
        }
        return Map.copyOf(echo);
    }
}
