package io.runbridge.config;

import java.util.Objects;

/** A secret of the configuration; its text form is masked. Immutable, any thread. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** The secret itself: only for the call that needs it, never for a log, event or exception. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
