package io.runbridge.trigger.ledger;

/**
 * Bounds on what senders choose and Runbridge repeats. A record that follows from theirs must fit its topic: the broker
 * would refuse a longer one again and again, and the task could never go on. Stateless, any thread.
 */
final class Limits {

    /** Longest name, id or header that is repeated, characters; each platform's own ids are far shorter. */
    static final int LONGEST_NAME = 1_000;

    /** Longest text for people, characters. */
    static final int LONGEST_MESSAGE = 4_000;

    /** Most cancels of one request that wait for their outcome at once. */
    static final int MOST_CANCELS = 100;

    private Limits() {}

    /** Whether the name can be repeated; null can. */
    static boolean fits(String name) {
        return name == null || name.length() <= LONGEST_NAME;
    }

    /** The name, or its beginning. */
    static String name(String name) {
        return cut(name, LONGEST_NAME);
    }

    /** The text, or its beginning. */
    static String message(String text) {
        return cut(text, LONGEST_MESSAGE);
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
