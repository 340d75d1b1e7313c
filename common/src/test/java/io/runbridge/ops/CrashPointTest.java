package io.runbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In processes of their own, because a crash point ends the process that passes it. */
class CrashPointTest {

    private static final int KILLED = 137;
    private static final int SURVIVED = 3;

    @Test
    void shouldEndTheProcessAtTheArmedPointIfPassagesBeforeItAreOver() throws Exception {
        assertThat(exitCode("-Drunbridge.crash-point=SENT", "-Drunbridge.crash-skip=1"))
                .isEqualTo(KILLED);
    }

    @Test
    void shouldLetPassIfTheCountIsNotReached() throws Exception {
        assertThat(exitCode("-Drunbridge.crash-point=SENT", "-Drunbridge.crash-skip=2"))
                .isEqualTo(SURVIVED);
    }

    @Test
    void shouldLetPassIfAnotherPointIsArmed() throws Exception {
        assertThat(exitCode("-Drunbridge.crash-point=CONNECTED")).isEqualTo(SURVIVED);
    }

    @Test
    void shouldLetPassIfNothingIsArmed() throws Exception {
        assertThat(exitCode()).isEqualTo(SURVIVED);
    }

    private static int exitCode(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Twice.class.getName()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Passes one point twice. */
    static final class Twice {

        private Twice() {}

        /** Exits with a code that no crash has. */
        public static void main(String... args) {
            CrashPoint.SENT.pass();
            CrashPoint.SENT.pass();
            System.exit(SURVIVED);
        }
    }
}
