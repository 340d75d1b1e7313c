package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTextTest {

    @ParameterizedTest
    @CsvSource({
        "abc, 4, abc",
        "abcd, 4, abcd",
        "abcde, 4, abcd",
        "abc\uD83D\uDE00, 5, abc\uD83D\uDE00",
        "abc\uD83D\uDE00, 4, abc",
        "ab\uD83D\uDE00c, 4, ab\uD83D\uDE00",
        "abc\uD83D, 4, abc?",
        "abc\uDE00, 4, abc?",
        "\uDE00\uD83D, 4, ??",
        "é\uD83Dx\uD83D\uDE00, 5, é?x\uD83D\uDE00"
    })
    void shouldCutBetweenCharactersAndReplaceHalvesOfThem(String text, int length, String storable) {
        // then
        assertThat(PlatformText.storable(text, length)).isEqualTo(storable);
        assertThat(PlatformText.storable(storable, length)).isEqualTo(storable);
        assertThat(PlatformText.passable(text, length)).isEqualTo(storable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abcdefgh",
                "bearer  opaque+/=token",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "eyJhbGciOiJSUzI1NiJ9",
                "dapi0123456789abcdef-2"
            })
    void shouldMaskWhatLooksLikeATokenWhereverItIsCut(String token) {
        // given
        String text = "Authorization: " + token;
        // then
        assertThat(PlatformText.passable(text + " was sent", 100)).isEqualTo("Authorization: *** was sent");
        for (int length = 1; length <= text.length(); length++) {
            String passable = PlatformText.passable(text, length);
            assertThat(passable).hasSizeLessThanOrEqualTo(length);
            assertThat(passable.replace(PlatformText.MASK, ""))
                    .hasSizeLessThan("Authorization: bearer  12345678".length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"The bearer of bad news", "key eyJ", "dapifest", "Copied 3 files"})
    void shouldLeaveOtherTextsAlone(String text) {
        // then
        assertThat(PlatformText.passable(text, 100)).isEqualTo(text);
    }
}
