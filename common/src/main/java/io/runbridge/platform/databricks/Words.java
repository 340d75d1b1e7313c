package io.runbridge.platform.databricks;

import io.runbridge.platform.PlatformText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Databricks' words, which are the names of the constants of our tables. Any thread. */
final class Words {

    /** Longest word that is passed on. */
    private static final int MAX_LENGTH = 100;

    private Words() {}

    /** The constant of this name, whatever the word's case. */
    static <E extends Enum<E>> Optional<E> find(E[] table, String word) {
        String name = word.toUpperCase(Locale.ROOT);
        return Arrays.stream(table)
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }

    /** A text of theirs as we pass it on, no longer than this. */
    static String cut(String text, int length) {
        return PlatformText.passable(text, length);
    }

    /** A word of theirs as we pass it on. */
    static String word(String text) {
        return cut(text, MAX_LENGTH);
    }
}
