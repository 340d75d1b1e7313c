package io.runbridge.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Listens to waits and passes their time at once; a test says what happens meanwhile. */
public final class RecordedWaits implements RegistryListener {

    private final List<String> signals = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean stopped;

    /** Runs in each pause. */
    RecordedWaits meanwhile(Runnable action) {
        meanwhile = action;
        return this;
    }

    void stop() {
        stopped = true;
    }

    RegistryPatience patience() {
        return new RegistryPatience(() -> stopped, this, time -> {
            pauses.add(time);
            meanwhile.run();
        });
    }

    List<String> signals() {
        return signals;
    }

    List<Duration> pauses() {
        return pauses;
    }

    @Override
    public void waiting(String reason) {
        signals.add("waiting");
    }

    @Override
    public void resumed() {
        signals.add("resumed");
    }
}
