package io.runbridge.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTextTest {

    private static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("orders-2026", "orders-2026"),
                Arguments.of("Grüße, 世界 😀", "Grüße, 世界 😀"),
                Arguments.of("a\u001b[31mred\u001b[0m", "a\\u001b[31mred\\u001b[0m"),
                Arguments.of("title\u001b]0;x\u0007", "title\\u001b]0;x\\u0007"),
                Arguments.of("c1 \u009b31m", "c1 \\u009b31m"),
                Arguments.of("one\r\ntwo\tthree", "one\\r\\ntwo\\tthree"),
                Arguments.of("a\u0000b\u007fc\b", "a\\u0000b\\u007fc\\u0008"),
                Arguments.of("bidi \u202e\u2066", "bidi \\u202e\\u2066"),
                Arguments.of("line\u2028sep\u2029", "line\\u2028sep\\u2029"),
                Arguments.of("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
                Arguments.of("tag \udb40\udc41", "tag \\U0e0041"),
                Arguments.of("half \ud83d", "half \\ud83d"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldEscapeWhatATerminalObeys(String text, String safe) {
        assertThat(SafeText.of(text)).isEqualTo(safe);
    }

    @Test
    void shouldShowBytesAsTextOrHex() {
        assertThat(SafeText.of((byte[]) null)).isEqualTo("(none)");
        assertThat(SafeText.of("ü\u001b".getBytes(StandardCharsets.UTF_8))).isEqualTo("ü\\u001b");
        assertThat(SafeText.of(new byte[] {(byte) 0xff, 0x1b})).isEqualTo("0xff1b");
    }

    @Test
    void shouldCutWithoutSplittingACharacter() {
        assertThat(SafeText.cut("short", 5)).isEqualTo("short");
        assertThat(SafeText.cut("longer text", 8)).isEqualTo("longe...");
        assertThat(SafeText.cut("abcd😀efgh", 8)).isEqualTo("abcd...");
    }
}
