package io.runbridge.event;

/** Thrown where the process stops, or the thread is interrupted, while the registry is waited for: nothing was decided. */
public final class RegistryWaitStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryWaitStoppedException(RegistryUnavailableException cause) {
        super("Stopped while waiting for the schema registry: " + cause.getMessage(), cause);
    }
}
