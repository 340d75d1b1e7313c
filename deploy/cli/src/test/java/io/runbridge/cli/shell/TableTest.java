package io.runbridge.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TableTest {

    @Test
    void shouldAlignForAPersonAndSeparateByTabsForAProgram() {
        Table table = new Table("PLACE", "KEY", "MESSAGE");
        table.add("0@1", "a", "x");
        table.add("11@222222", "😀", "");

        assertThat(table.lines(true)).containsExactly("PLACE      KEY  MESSAGE", "0@1        a    x", "11@222222  😀");
        assertThat(table.lines(false)).containsExactly("0@1\ta\tx", "11@222222\t😀\t");
    }

    @Test
    void shouldSayNothingIfThereIsNothing() {
        assertThat(new Table("A").lines(true)).isEmpty();
        assertThat(new Table("A").lines(false)).isEmpty();
    }

    @Test
    void shouldDumpBytesByLines() {
        byte[] bytes = new byte[18];
        bytes[0] = 'A';
        bytes[1] = 0x1b;
        bytes[17] = (byte) 0xff;

        assertThat(HexDump.lines(bytes, 100))
                .containsExactly(
                        "00000000  41 1b 00 00 00 00 00 00 00 00 00 00 00 00 00 00  |A...............|",
                        "00000010  00 ff                                            |..|");
        assertThat(HexDump.lines(bytes, 16)).hasSize(1);
    }

    @Test
    void shouldWriteJsonOnOneLineOfAscii() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", "ü\u001b\u007f\n\u202e");
        object.put("none", null);

        assertThat(Json.line(object)).isEqualTo("{\"key\":\"\\u00FC\\u001B\\u007f\\n\\u202E\",\"none\":null}");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "2m, 120000", "24h, 86400000", "7d, 604800000"})
    void shouldReadDurations(String text, long millis) {
        assertThat(new DurationText().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-1d", "1w", "1.5h", "7d "})
    void shouldRefuseOtherDurations(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OK, OK, OK",
        "OK, REFUSED, REFUSED",
        "REFUSED, OK, REFUSED",
        "REFUSED, NOT_FOUND, REFUSED",
        "NOT_FOUND, REFUSED, NOT_FOUND",
        "REFUSED, FAILURE, FAILURE",
        "FAILURE, REFUSED, FAILURE",
    })
    void shouldKeepTheExitCodeThatMatters(CliExit first, CliExit second, CliExit kept) {
        assertThat(first.and(second)).isEqualTo(kept);
    }
}
