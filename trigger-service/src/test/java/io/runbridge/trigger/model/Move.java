package io.runbridge.trigger.model;

/**
 * A step or a reaction of one component, in numbers.
 *
 * @param to the component's next state
 * @param mails slot and mail in turn
 * @param fault whether it need not happen
 * @param broken the promise that is broken by it, null if none is
 */
@SuppressWarnings("ArrayRecordComponent") // read some hundred million times, never compared
record Move(String label, int to, int[] mails, boolean fault, String broken) {

    /** The mail can not be received now, so the step that sent it can not happen. */
    static final Move REFUSED = new Move("", -1, new int[0], true, null);

    boolean refused() {
        return to < 0 && broken == null;
    }

    static Move breaks(String promise) {
        return new Move(promise, -1, new int[0], false, promise);
    }
}
