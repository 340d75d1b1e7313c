package io.runbridge.benchmark.result;

import java.util.Optional;

/**
 * A median, or the ratio of two, and what it was to be.
 *
 * @param what in words, e.g. {@code starts: runbridge / blocking}
 * @param unit {@code x} for ratios
 */
public record Comparison(String what, double value, String unit, int decimals, Wanted wanted, Optional<Target> target) {

    /** How it stands to its target; empty without one. */
    Optional<String> verdict() {
        return target.map(wish -> wish.verdict(value, wanted));
    }
}
