package io.runbridge.local;

/** Colours for a terminal, or none at all. Immutable, any thread. */
enum Palette {
    /** Escape codes that every common terminal knows. */
    COLOURED,
    /** Text as it is, for files and pipes and where NO_COLOR is set. */
    BARE;

    /** What a piece of text is about. */
    enum Tone {
        PLAIN(""),
        QUIET("2"),
        REQUEST("36"),
        GOOD("32"),
        BAD("31"),
        NOTABLE("33");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** Colours only on a terminal, and only if NO_COLOR is unset or empty (see no-color.org). */
    static Palette of(boolean terminal, String noColor) {
        return terminal && (noColor == null || noColor.isEmpty()) ? COLOURED : BARE;
    }

    String paint(Tone tone, String text) {
        return this == BARE || tone.code.isEmpty() ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
    }
}
