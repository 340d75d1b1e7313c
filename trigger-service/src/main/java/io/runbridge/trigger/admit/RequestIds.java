package io.runbridge.trigger.admit;

/** The rule for request ids. Stateless, any thread. */
public final class RequestIds {

    /** Beyond this an id is not even worth an answer under its name: the record is a dead letter. */
    public static final int LONGEST_ANSWERED = 1_000;

    /** The rule, as told to senders. */
    public static final String RULE = "must be 1 to 200 printable characters";

    private static final int LONGEST = 200;

    private RequestIds() {}

    /** Whether the id keeps {@link #RULE}. */
    public static boolean valid(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.codePoints().allMatch(RequestIds::printable);
    }

    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
