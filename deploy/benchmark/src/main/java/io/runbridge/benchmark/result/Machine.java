package io.runbridge.benchmark.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when it was measured.
 *
 * @param memoryGib of the whole machine
 * @param at ISO 8601, UTC
 */
record Machine(int cores, long memoryGib, String system, String java, String at) {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final long KIB_PER_GIB = 1L << 20;

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                measuredGib(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static long measuredGib() {
        try {
            return Files.readAllLines(MEMORY).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .map(kib -> Math.round((double) kib / KIB_PER_GIB))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
