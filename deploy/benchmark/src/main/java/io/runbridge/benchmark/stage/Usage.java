package io.runbridge.benchmark.stage;

/**
 * What a process has used since it began. Immutable.
 *
 * @param cpuSeconds in user and system mode, of all its threads
 * @param rssMib resident memory now
 * @param peakRssMib the most it ever had
 */
public record Usage(double cpuSeconds, double rssMib, double peakRssMib) {

    /** CPU used after an earlier look at the same process. */
    public double cpuSince(Usage before) {
        return cpuSeconds - before.cpuSeconds;
    }
}
