package io.runbridge.event;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to wait for a registry that does not answer: again every second, until it answers or the process stops. Any thread;
 * it waits on the caller's.
 *
 * @param stopped true once the process stops; asked before every pause
 * @param listener told of each wait
 * @param pauser passes the time between two tries
 */
public record RegistryPatience(BooleanSupplier stopped, RegistryListener listener, Pauser pauser) {

    private static final Logger LOGGER = LoggerFactory.getLogger(RegistryPatience.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Passes time. */
    @FunctionalInterface
    public interface Pauser {
        /** Returns after that time. */
        void pause(Duration time) throws InterruptedException;
    }

    /** A call that the registry may fail to answer. */
    @FunctionalInterface
    interface RegistryCall<R, E extends Exception> {
        R run() throws RegistryUnavailableException, E;
    }

    /** Waits in real time. */
    public RegistryPatience(BooleanSupplier stopped, RegistryListener listener) {
        this(stopped, listener, time -> Thread.sleep(time.toMillis()));
    }

    /** Repeats the call while the registry is unavailable; anything else it throws goes through. */
    <R, E extends Exception> R insist(RegistryCall<R, E> call) throws E {
        try {
            return call.run();
        } catch (RegistryUnavailableException e) {
            return insistAfter(e, call);
        }
    }

    private <R, E extends Exception> R insistAfter(RegistryUnavailableException first, RegistryCall<R, E> call)
            throws E {
        LOGGER.atWarn().addKeyValue("reason", first.getMessage()).log("Waiting for the schema registry");
        listener.waiting(first.getMessage());
        try {
            RegistryUnavailableException last = first;
            while (true) {
                pause(last);
                try {
                    R result = call.run();
                    LOGGER.atInfo().log("The schema registry answers again");
                    return result;
                } catch (RegistryUnavailableException e) {
                    last = e;
                }
            }
        } finally {
            listener.resumed();
        }
    }

    private void pause(RegistryUnavailableException cause) {
        if (stopped.getAsBoolean()) {
            throw new RegistryWaitStoppedException(cause);
        }
        try {
            pauser.pause(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryWaitStoppedException(cause);
        }
    }
}
