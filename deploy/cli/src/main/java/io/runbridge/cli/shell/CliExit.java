package io.runbridge.cli.shell;

/** How a command ends. The numbers are a contract with scripts. */
public enum CliExit {
    /** Done; also when there was nothing to do. */
    OK(0, "Done."),
    /** Broker or registry cannot be worked with, or something unexpected; the message says what to do. */
    FAILURE(1, "Failed, e.g. the broker does not answer or rights are missing."),
    /** The command line is wrong. */
    USAGE(2, "The command line or the file with settings is wrong."),
    /** What was named does not exist. */
    NOT_FOUND(3, "What was named does not exist (any more)."),
    /** Something was left undone because it must not be done. */
    REFUSED(4, "Something was refused, e.g. a truncated dead letter; the rest was done.");

    private final int number;
    private final String meaning;

    CliExit(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process gives to the operating system. */
    public int number() {
        return number;
    }

    /** One sentence for help and documentation. */
    public String meaning() {
        return meaning;
    }

    /** The one of two that a script must know about first. */
    public CliExit and(CliExit other) {
        return other == OK ? this : this == OK || other == FAILURE ? other : this;
    }
}
