package io.runbridge.streams;

import io.runbridge.event.RegistryListener;
import io.runbridge.ops.Readiness;

/**
 * Makes a service unready while anybody waits for the registry. Several stream threads may wait at once; the service is
 * ready again when none does. Any thread.
 */
final class RegistryReadiness implements RegistryListener {

    static final String CONDITION = "registry";

    private final Readiness readiness;
    private int waiters;

    RegistryReadiness(Readiness readiness) {
        this.readiness = readiness;
        readiness.met(CONDITION);
    }

    @Override
    public synchronized void waiting(String reason) {
        waiters++;
        readiness.unmet(CONDITION, reason);
    }

    @Override
    public synchronized void resumed() {
        waiters--;
        if (waiters == 0) {
            readiness.met(CONDITION);
        }
    }
}
