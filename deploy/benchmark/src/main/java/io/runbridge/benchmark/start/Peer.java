package io.runbridge.benchmark.start;

import io.runbridge.benchmark.rival.Rivals;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.SimulatedCalls;
import java.util.function.Function;

/** A peer that publishes nothing: a start is done when the platform has answered. */
final class Peer implements Contestant {
    private final String name;
    private final Effort effort;
    private final Stage stage;
    private final Rivals rivals;
    private final String operation;
    private final Function<String, LocalProcess> start;
    private LocalProcess process;

    /**
     * Prepares it.
     *
     * @param operation the call that it makes, as the simulator names it
     * @param start starts it as a member of a group
     */
    Peer(
            String name,
            Effort effort,
            Stage stage,
            Rivals rivals,
            String operation,
            Function<String, LocalProcess> start) {
        this.name = name;
        this.effort = effort;
        this.stage = stage;
        this.rivals = rivals;
        this.operation = operation;
        this.start = start;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String topic() {
        return Rivals.REQUESTS;
    }

    @Override
    public LocalProcess begin() {
        process = start.apply(rivals.group(name.replace(' ', '-')));
        return process;
    }

    @Override
    public long done() {
        return stage.simulator()
                .calls()
                .getOrDefault(operation, SimulatedCalls.NONE)
                .closed();
    }

    @Override
    public Effort effort() {
        return effort;
    }

    @Override
    public void end() {
        process.stop();
    }
}
