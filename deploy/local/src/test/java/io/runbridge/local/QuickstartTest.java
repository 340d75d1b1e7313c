package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuickstartTest {
    private final StringWriter errors = new StringWriter();
    private final StringWriter help = new StringWriter();

    @Test
    void shouldSayWhichPortIsInUseAndHowToChooseAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exitCode = run("--kafka-port=" + taken.getLocalPort());

            assertThat(exitCode).isEqualTo(3);
            assertThat(errors.toString())
                    .isEqualToIgnoringNewLines("Port " + taken.getLocalPort()
                            + " for Kafka is in use: choose another one with --kafka-port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--kafka-port=no", "--chaos=registry", "--unknown"})
    void shouldRejectWrongOptions(String option) {
        assertThat(run(option)).isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: quickstart");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--keep",
                "--kafka-port",
                "--registry-port",
                "--http-port",
                "--https-port",
                "--trigger-port",
                "--poller-port",
                "--free-ports",
                "--chaos"
            })
    void shouldExplainItsOptions(String option) {
        assertThat(run("--help")).isZero();
        assertThat(help.toString()).contains(option);
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        CommandLine commandLine = Quickstart.commandLine(out, Palette.BARE);
        commandLine.setErr(new PrintWriter(errors, true));
        commandLine.setOut(new PrintWriter(help, true));
        return commandLine.execute(arguments);
    }
}
