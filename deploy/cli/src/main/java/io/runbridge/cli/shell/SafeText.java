package io.runbridge.cli.shell;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Text of strangers as it may go to a terminal: whatever could move the cursor, set a colour, turn the writing direction
 * or fake a line is written as an escape. Pure, any thread.
 */
public final class SafeText {

    private SafeText() {}

    /** The text on one line, nothing in it that a terminal obeys. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    /** Bytes as text if they are UTF-8, else in hex with {@code 0x} in front; null as {@code (none)}. */
    public static String of(byte[] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }

    /** The beginning of a safe text, with dots if there is more. */
    public static String cut(String safe, int longest) {
        if (safe.length() <= longest) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(longest - 4)) ? longest - 4 : longest - 3;
        return safe.substring(0, end) + "...";
    }

    private static void append(StringBuilder safe, int point) {
        switch (point) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isPlain(point)) {
                    safe.appendCodePoint(point);
                } else if (Character.isBmpCodePoint(point)) {
                    safe.append(String.format(Locale.ROOT, "\\u%04x", point));
                } else {
                    safe.append(String.format(Locale.ROOT, "\\U%06x", point));
                }
            }
        }
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
