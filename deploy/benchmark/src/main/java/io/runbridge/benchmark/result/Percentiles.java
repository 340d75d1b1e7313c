package io.runbridge.benchmark.result;

import java.util.Arrays;

/** Values by rank. Immutable, any thread. */
public final class Percentiles {
    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Copies the values.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Percentiles of(long[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("percentiles need values");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /**
     * The smallest value that so many percent of all values do not exceed (nearest rank).
     *
     * @param percent above 0, up to 100
     */
    public long at(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be above 0 and up to 100, but is " + percent);
        }
        return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }

    /** How many values there are. */
    public int count() {
        return sorted.length;
    }
}
