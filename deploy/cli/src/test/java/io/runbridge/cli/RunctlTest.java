package io.runbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no broker. */
class RunctlTest {

    private final Keyboard keyboard = new Keyboard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                          | Unmatched argument",
                "dead-letters nonsense                             | Unmatched argument",
                "dead-letters list                                 | KAFKA_BOOTSTRAP_SERVERS",
                "dead-letters list --limit 0                       | --limit must be at least 1",
                "dead-letters list --since yesterday               | no duration",
                "dead-letters show                                 | Missing required parameter",
                "dead-letters show 17                              | no PARTITION@OFFSET",
                "dead-letters replay                               | or give --all",
                "dead-letters replay 0@1 --all                     | not both",
                "dead-letters replay 0@1 --topic run-requests      | go with --all only",
                "dead-letters list --config /nowhere/at/all        | cannot be read",
                "dead-letters list --bootstrap-server nonsense     | cannot use its settings",
            })
    void shouldSayWhatIsWrongWithTheCommandLine(String line, String message) {
        int code = keyboard.type(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(keyboard.errors()).contains(message);
        assertThat(keyboard.output()).isEmpty();
    }

    @Test
    void shouldNotRepeatControlCharactersOfTheCommandLine() {
        keyboard.type("dead-letters", "show", "\u001b[31m");

        assertThat(keyboard.errors()).contains("\\u001b[31m' is no PARTITION@OFFSET");
    }

    @Test
    void shouldListCommandsAndExitCodes() {
        assertThat(keyboard.type("--help")).isZero();
        assertThat(keyboard.output()).contains("dead-letters", "Exit codes:", "  4   ");
    }

    @Test
    void shouldTakeTheBrokerFromOptionBeforeFileBeforeEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "bootstrap.servers=file-without-port\n");
        keyboard.environment("KAFKA_BOOTSTRAP_SERVERS", "environment-without-port");

        keyboard.type("dead-letters", "list");
        keyboard.type("dead-letters", "list", "--config", file.toString());
        keyboard.type("dead-letters", "list", "--config", file.toString(), "--bootstrap-server", "option-without-port");

        assertThat(keyboard.errors())
                .containsSubsequence("environment-without-port", "file-without-port", "option-without-port");
    }
}
