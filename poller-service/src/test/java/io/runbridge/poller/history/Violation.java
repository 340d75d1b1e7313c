package io.runbridge.poller.history;

/** A promise that does not hold. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    Violation(String message) {
        super(message);
    }
}
