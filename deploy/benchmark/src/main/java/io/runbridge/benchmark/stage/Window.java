package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What happened between two moments of a load that runs by itself: how much was done, in which time, and what processes
 * used for it. Immutable.
 *
 * @param done how often the counter rose
 * @param cpuSeconds by process, in the order in which they were given
 */
public record Window(long done, double seconds, Map<LocalProcess, Double> cpuSeconds) {
    private static final Duration WARM_LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_MS = 50;

    /**
     * Watches a counter: opens once it has risen by {@code warm} or a little more, and closes once it has risen by {@code
     * wanted} beyond that, or after a time.
     *
     * @param longest how long it stays open at most
     * @throws LocalFailure if it does not open within two minutes, or a process ends
     */
    public static Window watch(
            LongSupplier counter, long warm, long wanted, Duration longest, List<LocalProcess> processes) {
        long before = counter.getAsLong();
        await(counter, before + warm, WARM_LIMIT, processes);
        Map<LocalProcess, Usage> first = look(processes);
        long from = counter.getAsLong();
        long begin = System.nanoTime();
        long until = await(counter, before + warm + wanted, longest, processes);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (until <= before + warm / 2) {
            throw new LocalFailure("Waited for " + warm + " to warm up, but saw " + (until - before));
        }
        Map<LocalProcess, Double> cpu = new LinkedHashMap<>();
        look(processes).forEach((process, usage) -> cpu.put(process, usage.cpuSince(first.get(process))));
        return new Window(until - from, seconds, cpu);
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
