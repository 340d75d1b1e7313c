package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteTest {
    @ParameterizedTest
    @CsvSource({"true, , COLOURED", "true, '', COLOURED", "true, 1, BARE", "false, , BARE", "false, 1, BARE"})
    void shouldColourOnlyOnATerminalWithoutNoColor(boolean terminal, String noColor, Palette expected) {
        assertThat(Palette.of(terminal, noColor)).isEqualTo(expected);
    }
}
