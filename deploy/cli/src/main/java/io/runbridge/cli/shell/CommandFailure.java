package io.runbridge.cli.shell;

/** Ends a command with a message that says what is wrong and what to do. */
public final class CommandFailure extends RuntimeException {

    private final CliExit exit;

    /** @param message for people, free of secrets */
    public CommandFailure(CliExit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public CommandFailure(CliExit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public CliExit exit() {
        return exit;
    }
}
