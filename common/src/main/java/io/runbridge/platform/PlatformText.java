package io.runbridge.platform;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A platform's text as it may be passed on: to events, stores, logs. Every text of an {@link Observation} and of a
 * refusal goes through here, because runs and error pages quote what they were called with. Any thread.
 */
public final class PlatformText {

    /** What stands in the place of a token. */
    public static final String MASK = "***";

    /** Every arm is longer than the mask, so a masked text is never longer than it was. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?i)\\bbearer\\s+[\\w.~+/=-]{8,}|\\beyJ[\\w-]{8,}(\\.[\\w-]*){0,2}|\\bdapi[0-9a-f]{8,}[\\w-]*");

    private PlatformText() {}

    /**
     * The text cut, with what looks like a token masked, and as it will be read back.
     *
     * @param length most characters, 1 or more
     */
    public static String passable(String text, int length) {
        // Cut first, so that a huge text costs no more: what a cut leaves of a token is too short to be of use.
        return storable(masked(cut(text, length)), length);
    }

    /** The text with what looks like a token masked, wherever it comes from; to be kept short by the caller. */
    public static String masked(String text) {
        return TOKEN.matcher(text).replaceAll(MASK);
    }

    /**
     * The text cut, and with halves of characters replaced as UTF-8 replaces them: what is written equals what is read
     * back, so the same text twice is no change.
     *
     * @param length most characters, 1 or more
     */
    public static String storable(String text, int length) {
        return new String(cut(text, length).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The text, no longer than this, never ending between the two halves of a character. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
