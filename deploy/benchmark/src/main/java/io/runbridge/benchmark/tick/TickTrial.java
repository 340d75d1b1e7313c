package io.runbridge.benchmark.tick;

import io.runbridge.benchmark.result.Percentiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One contestant in a virtual machine of its own: goes through minutes of the runs' time, tick by tick, as fast as it
 * can.
 *
 * <p>Arguments: the kind of timers, how many runs, and the file that gets five numbers, one a line: p50 and p99 of a
 * tick in nanoseconds, p99 of its CPU time, p50 of the time that answers to one tick's runs take, and how many runs were
 * due in all.
 */
public final class TickTrial {
    /** As the poller-service's. */
    private static final long TICK_MS = 50;

    private static final int WARM_TICKS = (int) (2 * Timers.PERIOD_MS / TICK_MS);
    private static final int TICKS = (int) (Timers.PERIOD_MS / TICK_MS);

    private TickTrial() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Timers timers = Timers.Kind.valueOf(args[0]).of(Integer.parseInt(args[1]));
        Files.write(
                Path.of(args[2]),
                measure(timers, WARM_TICKS, TICKS).stream()
                        .map(Object::toString)
                        .toList());
        // What else runs in this process is none of ours.
        System.exit(0);
    }

    static List<Long> measure(Timers timers, int warmTicks, int ticks) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] tickNs = new long[ticks];
        long[] cpuNs = new long[ticks];
        long[] answerNs = new long[ticks];
        long due = 0;
        for (int tick = -warmTicks; tick < ticks; tick++) {
            long nowMs = (tick + warmTicks + 1L) * TICK_MS;
            long cpu = threads.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            int taken = timers.tick(nowMs);
            long between = System.nanoTime();
            long used = threads.getCurrentThreadCpuTime() - cpu;
            long answers = System.nanoTime();
            timers.answer(nowMs);
            if (tick >= 0) {
                tickNs[tick] = between - begin;
                cpuNs[tick] = used;
                answerNs[tick] = System.nanoTime() - answers;
                due += taken;
            }
        }
        Percentiles perTick = Percentiles.of(tickNs);
        return List.of(
                perTick.at(50),
                perTick.at(99),
                Percentiles.of(cpuNs).at(99),
                Percentiles.of(answerNs).at(50),
                due);
    }
}
