package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void shouldPassArgumentsAndEnvironment() throws Exception {
        try (LocalProcess process =
                LocalProcess.start(command("Talker", List.of("hello", "a b"), Map.of("WORD", "w")))) {
            assertThat(process.awaitEnd(LIMIT)).isZero();

            assertThat(Files.readAllLines(process.log())).containsExactly("hello", "a b", "w");
        }
    }

    @Test
    void shouldShowTheEndOfTheLogIfTheProgramEndsWhileStarting() {
        LocalProcess process = LocalProcess.start(command("Failing", List.of(), Map.of()));

        assertThatThrownBy(() -> process.awaitReady(LIMIT, () -> false))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("no such luck");
    }

    @Test
    void shouldRefuseToWaitForeverForAProgramThatNeverAnswers() {
        try (LocalProcess process = LocalProcess.start(command("Waiting", List.of(), Map.of()))) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(300), () -> false))
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void shouldEndWhenStopped() {
        LocalProcess process = LocalProcess.start(command("Waiting", List.of(), Map.of()));

        process.stop();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void shouldEndWithItsParentIfThatIsKilled() throws Exception {
        ProcessHandle child = startedByAParent();

        parentOf(child).destroyForcibly();

        await().atMost(LIMIT).until(() -> !child.isAlive());
    }

    @Test
    void shouldEndWithItsParentIfThatIsTerminated() throws Exception {
        ProcessHandle child = startedByAParent();

        parentOf(child).destroy();

        await().atMost(LIMIT).until(() -> !child.isAlive());
    }

    @Test
    void shouldHideEnvironmentValues() {
        assertThat(command("Waiting", List.of(), Map.of("TOKEN", "very-secret")).toString())
                .contains("TOKEN")
                .doesNotContain("very-secret");
    }

    private ProcessHandle startedByAParent() throws Exception {
        LocalProcess parent = LocalProcess.start(
                command("Parent", List.of(folder.resolve("child.log").toString()), Map.of()));
        await().atMost(LIMIT).until(() -> Files.readString(parent.log()).endsWith("\n"));
        long pid = Long.parseLong(Files.readString(parent.log()).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static ProcessHandle parentOf(ProcessHandle child) {
        return child.parent().orElseThrow();
    }

    private JavaCommand command(String program, List<String> arguments, Map<String, String> environment) {
        return Programs.command(program, arguments, environment, folder.resolve(program + ".log"));
    }
}
