package io.runbridge.ops;

/** The surroundings do not allow the service to keep its promises, so it does not start; waiting would not help. */
public final class StartRefusedException extends RuntimeException {

    /** @param message what is wrong and what to do about it, free of secrets */
    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
