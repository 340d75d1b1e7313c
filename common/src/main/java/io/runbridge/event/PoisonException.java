package io.runbridge.event;

/** Carries the finding that a value is poison out of the decoder's steps. */
final class PoisonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PoisonReason reason;

    PoisonException(PoisonReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    PoisonException(PoisonReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    <T> Decoding<T> toDecoding() {
        return new Decoding.Poison<>(reason, getMessage());
    }
}
