package io.runbridge.poller.round;

import java.time.Duration;

/**
 * Decides whether a survey costs fewer calls than looks at its runs one by one, and how often it is worth repeating.
 * Immutable, any thread.
 *
 * @param minIntervalMs shortest time from one survey to the next
 * @param freshnessMs longest time between two surveys that is wanted
 * @param callsPerSecond the platform's budget
 */
record SurveyEconomy(double minIntervalMs, double freshnessMs, double callsPerSecond) {

    /** A survey says less about a run than a look at it, so it must cost clearly less before it begins. */
    private static final double BEGINS_BELOW = 0.5;

    private static final double ENDS_ABOVE = 0.8;
    /** Of the freshness: what is left of it passes while pages are turned and the runs they tell of are looked at. */
    private static final double SURVEYED_WITHIN = 0.96;

    /** Share of the budget that is cheap enough to be quicker than wanted. */
    private static final double CHEAP = 0.1;
    /** Share of the budget that a survey may take; the rest is for what it finds. */
    private static final double MOST = 0.8;

    SurveyEconomy(Duration minInterval, Duration freshness, double callsPerSecond) {
        this(
                (double) minInterval.toMillis(),
                Math.max((double) minInterval.toMillis(), SURVEYED_WITHIN * freshness.toMillis()),
                callsPerSecond);
    }

    /**
     * Milliseconds from one survey to the next: as often as its runs would be looked at, where that is cheap; as fresh as
     * is wanted, where the budget lets it.
     *
     * @param pages that one survey takes
     * @param runs that it is for
     * @param looksPerSecond that these runs would take one by one
     */
    long periodMs(double pages, int runs, double looksPerSecond) {
        double wanted = clamped(1_000 * runs / looksPerSecond);
        double cheap = Math.min(freshnessMs, millis(pages, CHEAP));
        return Math.round(Math.max(Math.max(wanted, cheap), millis(pages, MOST)));
    }

    /** Whether to survey from now on. */
    boolean worthwhile(boolean surveying, double pages, long periodMs, double looksPerSecond) {
        double calls = 1_000 * pages / periodMs;
        return calls < looksPerSecond * (surveying ? ENDS_ABOVE : BEGINS_BELOW);
    }

    private double millis(double pages, double share) {
        return 1_000 * pages / (share * callsPerSecond);
    }

    private double clamped(double periodMs) {
        return Math.max(minIntervalMs, Math.min(freshnessMs, periodMs));
    }
}
