package io.runbridge.platform.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which texts are ids of one kind. An id becomes part of a path only after this check, also one that a platform sent.
 * Immutable, any thread.
 *
 * @param kind what the id names, for people, e.g. {@code pipeline name}
 * @param pattern the whole id must match
 * @param maxLength in characters
 */
public record IdRule(String kind, Pattern pattern, int maxLength) {

    /** What is wrong with the id, a half sentence for people; empty if it may be sent. */
    public Optional<String> problem(String id) {
        if (id.isEmpty() || id.length() > maxLength) {
            return Optional.of("must be a " + kind + " of 1 to " + maxLength + " characters");
        }
        if (id.equals(".") || id.equals("..") || !pattern.matcher(id).matches() || !printable(id)) {
            return Optional.of("must be a " + kind + " that matches " + pattern.pattern());
        }
        return Optional.empty();
    }

    private static boolean printable(String id) {
        return id.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }
}
