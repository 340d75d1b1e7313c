package io.runbridge.local;

/** A local part could not be started, reached or ended; the message is meant for the person at the terminal. */
public final class LocalFailure extends RuntimeException {

    public LocalFailure(String message) {
        super(message);
    }

    public LocalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
