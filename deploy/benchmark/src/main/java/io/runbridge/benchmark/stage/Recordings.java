package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Flight recordings of the services, for those who look for what costs most. Any thread. */
public final class Recordings {
    /** System property: a folder for them, one a process; none are made without it. */
    public static final String FOLDER = "runbridge.benchmark.recordings";

    static final String OPTION = "-XX:StartFlightRecording=settings=profile";

    private Recordings() {}

    static boolean wanted() {
        return System.getProperty(FOLDER) != null;
    }

    /** Writes what a process has recorded; a service halts at its end, so it would not do that itself. */
    static void keep(LocalProcess process) {
        Path file = Path.of(System.getProperty(FOLDER), process.name() + "-" + process.pid() + ".jfr");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Files.createDirectories(file.getParent());
            int exit = new ProcessBuilder(tool.toString(), Long.toString(process.pid()), "JFR.dump", "filename=" + file)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 || Files.notExists(file)) { // it does not say so by its exit
                throw new LocalFailure("Tried to write " + file + ", but jcmd ended with " + exit);
            }
        } catch (IOException e) {
            throw new LocalFailure("Tried to write " + file + ", but the folder or jcmd is missing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
