package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads from Linux' /proc what a process used (source: proc(5)). Any thread. */
public final class ProcessMeter {
    /** Fields of {@code stat} behind the command's name, which may have spaces in it; the first is the state, field 3. */
    private static final int USER_TIME = 14 - 3;

    private static final int SYSTEM_TIME = 15 - 3;

    /** Linux counts CPU time for users in hundredths of a second on every architecture. */
    private static final double TICKS_PER_SECOND = 100;

    private static final double KIB_PER_MIB = 1024;

    private ProcessMeter() {}

    /**
     * Looks at a running process.
     *
     * @throws LocalFailure if it is gone, or the system has no /proc
     */
    public static Usage read(LocalProcess process) {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        try {
            return usage(Files.readString(folder.resolve("stat")), Files.readAllLines(folder.resolve("status")));
        } catch (IOException e) {
            throw new LocalFailure(
                    "Tried to read what " + process.name() + " uses, but " + folder + " is not there", e);
        }
    }

    static Usage usage(String stat, List<String> status) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
        return new Usage(ticks / TICKS_PER_SECOND, mebibytes(status, "VmRSS:"), mebibytes(status, "VmHWM:"));
    }

    private static double mebibytes(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                .findFirst()
                .orElse(0);
    }
}
