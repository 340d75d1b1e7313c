package io.runbridge.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child Java process that never outlives this one: {@link ExitActions} stops it at an ordinary end, {@link
 * ParentWatch} at any other. A Ctrl-C at the terminal reaches only this process, which then stops its children in
 * order. Any thread, one caller at a time.
 */
public final class LocalProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MS = 50;
    private static final int TAIL_LINES = 12;
    /** A signal that is ignored at start stays ignored in a Java process, and exec keeps the process id. */
    private static final List<String> WITHOUT_INTERRUPT =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final JavaCommand command;
    private final Process process;
    private final Runnable stopAtExit = this::stop;

    private LocalProcess(JavaCommand command, Process process) {
        this.command = command;
        this.process = process;
    }

    /**
     * Starts the program and returns at once.
     *
     * @throws LocalFailure if there is no process to start
     */
    public static LocalProcess start(JavaCommand command) {
        List<String> line = new ArrayList<>(WITHOUT_INTERRUPT);
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        try {
            LocalProcess started = new LocalProcess(command, builder.start());
            ExitActions.add(started.stopAtExit);
            return started;
        } catch (IOException e) {
            throw new LocalFailure("Tried to start " + command.name() + ", but the system refused", e);
        }
    }

    /** What a program must do before it counts as up. */
    @FunctionalInterface
    public interface Probe {
        /** Whether it answers now; any exception but an interrupt means not yet. */
        boolean answers() throws Exception;
    }

    /**
     * Waits until the program answers.
     *
     * @throws LocalFailure if it ended or the limit passed; the message carries the end of its log
     */
    public LocalProcess awaitReady(Duration limit, Probe probe) {
        long end = System.nanoTime() + limit.toNanos();
        while (!answers(probe)) {
            if (!process.isAlive()) {
                throw new LocalFailure(
                        command.name() + " ended with exit code " + process.exitValue() + " while starting" + tail());
            }
            if (System.nanoTime() - end > 0) {
                String tail = tail();
                // Its threads, in its log: what it is waiting for can be seen only now.
                signal("QUIT");
                throw new LocalFailure(command.name() + " did not answer within " + limit.toSeconds() + " s" + tail);
            }
            pause(POLL_MS);
        }
        return this;
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Makes sure that it still runs.
     *
     * @throws LocalFailure if it ended; the message carries the end of its log
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new LocalFailure(command.name() + " ended with exit code " + process.exitValue() + tail());
        }
    }

    /** The program's output so far. */
    public Path log() {
        return command.log();
    }

    /** Waits for the program to end by itself and gives its exit code. */
    public int awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new LocalFailure(command.name() + " did not end within " + limit.toSeconds() + " s" + tail());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks the program to end (SIGTERM) and kills it if that takes longer than 20 seconds. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        ExitActions.remove(stopAtExit);
    }

    /** Ends the program at once (SIGKILL). */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        ExitActions.remove(stopAtExit);
    }

    /** Freezes the program (SIGSTOP): its connections stay open, and nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a frozen program go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return command.name() + " (process " + process.pid() + ")";
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .start();
            if (kill.waitFor() != 0) {
                throw new LocalFailure("Tried to send " + name + " to " + this + ", but the system refused");
            }
        } catch (IOException e) {
            throw new LocalFailure("Tried to send " + name + " to " + this + ", but there is no shell", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean answers(Probe probe) {
        try {
            return probe.answers();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (Exception e) {
            return false;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static LocalFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LocalFailure("interrupted", e);
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(command.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "; the end of its log " + command.log() + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "; its log " + command.log() + " cannot be read";
        }
    }
}
