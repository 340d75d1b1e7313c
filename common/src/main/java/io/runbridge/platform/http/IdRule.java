package io.runbridge.platform.http;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which texts are ids of one kind. An id becomes part of a path only after this check, also one that a platform sent.
 * Immutable, any thread.
 *
 * @param kind what the id names and what it looks like, for people
 * @param valid what an id of this kind must fulfil
 * @param maxLength in characters
 */
public record IdRule(String kind, Predicate<String> valid, int maxLength) {

    private static final String LARGEST_LONG = Long.toString(Long.MAX_VALUE);
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]*");

    /** Ids that match the expression as a whole. */
    public static IdRule matching(String kind, String regex, int maxLength) {
        return new IdRule(
                kind + " that matches " + regex, Pattern.compile(regex).asMatchPredicate(), maxLength);
    }

    /** Positive numbers of 64 bits. */
    public static IdRule number(String kind) {
        return new IdRule(kind, IdRule::positiveLong, LARGEST_LONG.length());
    }

    /** What is wrong with the id, a half sentence for people; empty if it may be sent. */
    public Optional<String> problem(String id) {
        boolean good = !id.isEmpty()
                && id.length() <= maxLength
                && !id.equals(".")
                && !id.equals("..")
                && valid.test(id)
                && printable(id);
        return good ? Optional.empty() : Optional.of("must be a " + kind + ", at most " + maxLength + " characters");
    }

    /** Numbers of equal length are in the order of their texts. */
    private static boolean positiveLong(String id) {
        return NUMBER.matcher(id).matches() && (id.length() < LARGEST_LONG.length() || id.compareTo(LARGEST_LONG) <= 0);
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
