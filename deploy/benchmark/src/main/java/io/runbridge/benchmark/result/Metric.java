package io.runbridge.benchmark.result;

/**
 * Something that is measured, one column of the table.
 *
 * @param name short, e.g. {@code starts}
 * @param unit e.g. {@code 1/s}; empty if it has none
 * @param decimals digits behind the point, 0 to 6
 */
public record Metric(String name, String unit, int decimals, Wanted wanted) {
    /** Seconds of CPU in user and system mode, of the measured process alone. */
    public static final Metric CPU = new Metric("CPU", "s", 1, Wanted.LESS);

    /** Cores that the measured process kept busy on average. */
    public static final Metric CORES = new Metric("cores", "", 2, Wanted.LESS);

    /** Largest resident memory of the measured process. */
    public static final Metric PEAK_RSS = new Metric("peak RSS", "MiB", 0, Wanted.LESS);

    /** Name and unit. */
    String title() {
        return unit.isEmpty() ? name : name + " " + unit;
    }
}
