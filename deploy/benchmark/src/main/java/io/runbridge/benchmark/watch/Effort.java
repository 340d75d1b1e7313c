package io.runbridge.benchmark.watch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** With what the poller-service and the simulator are started, by how many runs are open. */
public final class Effort {
    private static final int FRESHNESS_SECONDS = 10;
    private static final int RUNS_A_PAGE = 24;
    private static final int FEWEST_CALLS = 100;

    private Effort() {}

    /** A freshness of ten seconds, and four times the calls that listing all runs in that time takes, for the first looks. */
    public static Map<String, String> settings(int open) {
        double calls = Math.max(FEWEST_CALLS, 4.0 * open / RUNS_A_PAGE / FRESHNESS_SECONDS);
        return Map.of(
                "BENCHMARK_POLLS_PER_SECOND",
                String.format(Locale.ROOT, "%.0f", calls),
                "BENCHMARK_CONNECTIONS",
                "256",
                "BENCHMARK_POLLS_FRESHNESS",
                FRESHNESS_SECONDS + "s");
    }

    /** Options of the poller-service's virtual machine: a heap that leaves room beside it for the memory goal. */
    static List<String> virtualMachine(int open) {
        return List.of("-Xmx" + (384 + open / 1_000) + "m", "-XX:TieredStopAtLevel=4");
    }

    /** Options of the simulator's, which keeps all runs in memory. */
    public static List<String> simulator(int open) {
        int heapMib = 1_024 + open / 400;
        return List.of("-Xms" + heapMib + "m", "-Xmx" + heapMib + "m", "-XX:TieredStopAtLevel=4");
    }
}
