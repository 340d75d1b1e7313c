package io.runbridge.benchmark.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A result for programs, with the value of every round. Pure. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static String of(Result result, Machine machine) {
        ObjectNode root = JSON.createObjectNode();
        root.put("scenario", result.name()).put("title", result.title());
        root.set("machine", JSON.valueToTree(machine));
        root.set("settings", JSON.valueToTree(result.settings()));
        ArrayNode rows = root.putArray("contestants");
        for (Result.Row row : result.rows()) {
            ObjectNode node = rows.addObject().put("name", row.contestant());
            ArrayNode metrics = node.putArray("metrics");
            row.values().forEach((metric, values) -> add(metrics, metric, values));
        }
        ArrayNode comparisons = root.putArray("comparisons");
        result.comparisons().forEach(comparison -> add(comparisons, comparison));
        root.set("notes", JSON.valueToTree(result.notes()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ArrayNode metrics, Metric metric, List<Double> values) {
        Spread spread = Spread.of(values);
        ObjectNode node = metrics.addObject()
                .put("name", metric.name())
                .put("unit", metric.unit())
                .put("median", spread.median())
                .put("least", spread.least())
                .put("most", spread.most());
        node.set("rounds", JSON.valueToTree(values));
    }

    private static void add(ArrayNode comparisons, Comparison comparison) {
        ObjectNode node = comparisons
                .addObject()
                .put("what", comparison.what())
                .put("value", comparison.value())
                .put("unit", comparison.unit());
        comparison.target().ifPresent(target -> {
            node.put("goal", target.goal());
            target.stretch().ifPresent(more -> node.put("stretch", more));
            node.put("verdict", comparison.verdict().orElseThrow());
        });
    }
}
