package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the README's configuration table complete. */
class ConfigReferenceTest {

    private static final Path README = Path.of("..", "README.md");

    static Stream<SettingPattern> settings() {
        return SettingTable.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void shouldExplainEveryKeyWithItsDefaultInTheReadme(SettingPattern setting) throws Exception {
        assumeThat(README).exists();

        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> line.startsWith("| `" + setting.text() + "` |"))
                .toList();

        assertThat(rows).hasSize(1);
        setting.defaultValue().ifPresent(value -> assertThat(rows.get(0))
                .startsWith("| `" + setting.text() + "` | `" + value + "` |"));
    }
}
