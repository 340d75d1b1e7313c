package io.runbridge.benchmark.result;

import java.util.List;

/** Median, least and most of some rounds. Immutable. */
public record Spread(double median, double least, double most, int rounds) {

    /**
     * Of an even number of values the median is the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a spread needs values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
    }
}
