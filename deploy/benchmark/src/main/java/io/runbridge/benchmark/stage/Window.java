package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What happened between two moments: how much was done, in which time, and what processes used for it. Immutable.
 *
 * @param done how often the counter rose
 * @param cpuSeconds by process, in the order in which they were given
 */
public record Window(long done, double seconds, Map<LocalProcess, Double> cpuSeconds) {
    private static final long LOOK_MS = 20;

    /**
     * Begins something and watches a counter until it has risen so far, or a time has passed.
     *
     * @param begin lets it begin; the time counts from here
     * @param longest how long is watched at most
     * @throws LocalFailure if a process ends
     */
    public static Window watch(
            Runnable begin, LongSupplier counter, long wanted, Duration longest, List<LocalProcess> processes) {
        Map<LocalProcess, Usage> first = look(processes);
        long from = counter.getAsLong();
        long start = System.nanoTime();
        begin.run();
        long until = await(counter, from + wanted, longest, processes);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<LocalProcess, Double> cpu = new LinkedHashMap<>();
        look(processes).forEach((process, usage) -> cpu.put(process, usage.cpuSince(first.get(process))));
        return new Window(until - from, seconds, cpu);
    }

    /**
     * Waits until a counter has risen so far.
     *
     * @throws LocalFailure if that takes longer than the limit, or a process ends
     */
    public static void require(LongSupplier counter, long wanted, Duration limit, List<LocalProcess> processes) {
        long reached = await(counter, wanted, limit, processes);
        if (reached < wanted) {
            throw new LocalFailure("Waited " + limit.toSeconds() + " s for " + wanted + " starts, but saw " + reached);
        }
    }

    /** How often a second. */
    public double perSecond() {
        return done / seconds;
    }

    private static long await(LongSupplier counter, long wanted, Duration longest, List<LocalProcess> processes) {
        long end = System.nanoTime() + longest.toNanos();
        long now = counter.getAsLong();
        while (now < wanted && System.nanoTime() - end < 0) {
            processes.forEach(LocalProcess::requireAlive);
            Pause.of(LOOK_MS);
            now = counter.getAsLong();
        }
        return now;
    }

    private static Map<LocalProcess, Usage> look(List<LocalProcess> processes) {
        Map<LocalProcess, Usage> usage = new LinkedHashMap<>();
        processes.forEach(process -> usage.put(process, ProcessMeter.read(process)));
        return usage;
    }
}
