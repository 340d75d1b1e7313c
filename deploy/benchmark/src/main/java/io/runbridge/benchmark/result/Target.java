package io.runbridge.benchmark.result;

import java.util.Optional;

/**
 * What is to be reached.
 *
 * @param stretch what would be better still
 */
public record Target(double goal, Optional<Double> stretch) {

    /** Without more to wish for. */
    public static Target of(double goal) {
        return new Target(goal, Optional.empty());
    }

    /** With more to wish for. */
    public static Target of(double goal, double stretch) {
        return new Target(goal, Optional.of(stretch));
    }

    /** In one word how a value stands to it. */
    String verdict(double value, Wanted wanted) {
        if (stretch.filter(more -> wanted.reached(value, more)).isPresent()) {
            return "stretch reached";
        }
        return wanted.reached(value, goal) ? "reached" : "missed";
    }
}
