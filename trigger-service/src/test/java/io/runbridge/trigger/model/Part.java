package io.runbridge.trigger.model;

import java.util.List;

/**
 * One kind of component of the modelled system: its states are values, it moves by itself and reacts to mail. A step is
 * atomic together with all mail that it causes.
 *
 * @param <S> immutable state with equals
 */
interface Part<S> {

    /** To another component, by its slot in the whole state. */
    record Mail(int slot, Object content) {}

    /**
     * What may happen next.
     *
     * @param fault whether it need not, so that a system that waits for nothing else is at rest
     */
    record Step<S>(String label, S next, List<Mail> mails, boolean fault) {}

    /** What mail does. */
    record Reaction<S>(S next, List<Mail> mails) {}

    /** Says that a promise is broken. */
    final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** Everything that may happen next in this component. */
    List<Step<S>> steps(S state);

    /** What the mail does; null if the step that sent it can not happen now. */
    Reaction<S> receive(S state, Object mail);
}
