package io.runbridge.benchmark.result;

/** Which way is better. */
public enum Wanted {
    MORE,
    LESS;

    /** Whether a value is as good as another one or better. */
    boolean reached(double value, double other) {
        return this == MORE ? value >= other : value <= other;
    }
}
