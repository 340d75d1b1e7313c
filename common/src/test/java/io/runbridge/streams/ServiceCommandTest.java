package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.LoadedConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceCommandTest {

    private static final String RIGHT = """
            runbridge:
              kafka: {properties: {bootstrap.servers: "localhost:1", sasl.jaas.config: "t0p-s3cret"}}
              schema-registry: {properties: {schema.registry.url: "mock://x"}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<LoadedConfig> started = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"OK, 0", "FAILURE, 1", "USAGE, 2", "CONFIGURATION, 3", "REFUSED, 4", "STREAMS_DIED, 5"})
    void shouldKeepTheNumbersOfItsExitCodes(ExitCode code, int number) {
        assertThat(code.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndAsTheServiceEnds(ExitCode code) throws Exception {
        int exit = ServiceCommand.execute(
                "test-service", loaded -> code, writer(out), writer(err), "--config", file(RIGHT));

        assertThat(exit).isEqualTo(code.number());
    }

    @Test
    void shouldPrintEveryProblemAndNotStartIfTheConfigurationIsWrong() throws Exception {
        int exit = execute("--config", file("runbridge: {trigger: {port: x}}"));

        assertThat(exit).isEqualTo(3);
        assertThat(started).isEmpty();
        assertThat(err.toString())
                .contains("The configuration has 3 problems:")
                .contains("runbridge.trigger.port = x must be a whole number")
                .doesNotContain("Exception");
    }

    @Test
    void shouldOnlyCheckIfAskedTo() throws Exception {
        int exit = execute("--check-config", "--config", file(RIGHT));

        assertThat(exit).isZero();
        assertThat(started).isEmpty();
        assertThat(out.toString())
                .contains("runbridge.kafka.properties.sasl.jaas.config = *** (file)")
                .contains("runbridge.trigger.start-limit = 24h (default)")
                .contains("The configuration is fine.")
                .doesNotContain("t0p-s3cret");
    }

    @ParameterizedTest
    @CsvSource({"--bogus", "--config", "extra"})
    void shouldPrintUsageIfTheCommandLineIsWrong(String argument) {
        int exit = execute(argument);

        assertThat(exit).isEqualTo(2);
        assertThat(started).isEmpty();
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void shouldExplainItsExitCodes() {
        int exit = execute("--help");

        assertThat(exit).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + " " + code.meaning())
                        .toList());
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("test-service ");
    }

    private int execute(String... arguments) {
        return ServiceCommand.execute(
                "test-service",
                loaded -> {
                    started.add(loaded);
                    return ExitCode.OK;
                },
                writer(out),
                writer(err),
                arguments);
    }

    private static PrintWriter writer(StringWriter text) {
        return new PrintWriter(text, true);
    }

    private String file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("application.yaml"), yaml).toString();
    }
}
