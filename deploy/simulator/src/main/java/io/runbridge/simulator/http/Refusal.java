package io.runbridge.simulator.http;

/** Ends an operation with an error answer; thrown and caught on the event loop, without a stack trace. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("Refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    /** What the caller gets to read. */
    public Answer answer() {
        return answer;
    }
}
