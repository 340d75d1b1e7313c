package io.runbridge.event;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows whether anybody waits for the registry, which is when the service is not ready. Any thread. */
public final class RegistryHealth implements RegistryListener {

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile String lastReason = "";

    @Override
    public void waiting(String reason) {
        lastReason = reason;
        waiting.incrementAndGet();
    }

    @Override
    public void resumed() {
        waiting.decrementAndGet();
    }

    /** Why the registry is waited for, or empty when nobody waits. */
    public Optional<String> problem() {
        return waiting.get() > 0 ? Optional.of(lastReason) : Optional.empty();
    }
}
