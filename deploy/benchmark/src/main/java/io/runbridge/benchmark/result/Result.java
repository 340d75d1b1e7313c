package io.runbridge.benchmark.result;

import java.util.List;
import java.util.Map;

/**
 * Everything that a scenario found. Immutable.
 *
 * @param name of the scenario, also of its files: lower case, digits and hyphens
 * @param title one sentence
 * @param settings what it was played with, in order
 * @param metrics the columns
 * @param rows who was measured, in order
 * @param comparisons ratios and goals
 * @param notes what a reader must know
 */
public record Result(
        String name,
        String title,
        Map<String, String> settings,
        List<Metric> metrics,
        List<Row> rows,
        List<Comparison> comparisons,
        List<String> notes) {

    /** All values of one contestant: what a round did not give is missing. */
    public record Row(String contestant, Map<Metric, List<Double>> values) {}
}
