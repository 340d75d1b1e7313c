package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a process of its own, ended the way a person ends it. */
class KeepTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void shouldPrintReadyAndLeaveNothingBehindIfInterrupted(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process quickstart = quickstart(output, "--keep", "--no-scene", "--free-ports");
        try {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(Files.readString(output))
                    .containsPattern("READY  Kafka localhost:\\d+  registry http://localhost:\\d+/apis/ccompat/v7"
                            + "  simulator http://localhost:\\d+ and https://localhost:\\d+"));
            List<ProcessHandle> parts = quickstart.descendants().toList();
            assertThat(parts).hasSize(5).allMatch(ProcessHandle::isAlive);

            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + quickstart.pid())
                    .start()
                    .waitFor();

            assertThat(quickstart.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(parts).noneMatch(ProcessHandle::isAlive);
            assertThat(quickstart.exitValue()).isEqualTo(130);
        } finally {
            quickstart.destroyForcibly();
        }
    }

    private static Process quickstart(Path output, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.runbridge.local.Quickstart"));
        line.addAll(List.of(options));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
