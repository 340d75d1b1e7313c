package io.runbridge.benchmark.start;

import io.runbridge.benchmark.stage.Stage;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.SimulatedCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A peer that publishes nothing: a start is done when the platform has answered. */
final class Peer implements Contestant {
    private final Program program;
    private final Effort effort;
    private final Stage stage;
    private final String operation;
    private final Map<String, String> environment;
    private LocalProcess process;
    private int rounds;

    /** What it is. */
    record Program(String name, String classPath, String mainClass) {}

    /**
     * Prepares it.
     *
     * @param operation the call that it makes, as the simulator names it
     * @param environment what it needs beside its consumer group
     */
    Peer(Program program, Effort effort, Stage stage, String operation, Map<String, String> environment) {
        this.program = program;
        this.effort = effort;
        this.stage = stage;
        this.operation = operation;
        this.environment = environment;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String topic() {
        return Peers.TOPIC;
    }

    @Override
    public LocalProcess begin() {
        String own = "peer-" + program.name().replace(' ', '-') + "-" + ++rounds;
        stage.topics().fromNow(own, Peers.TOPIC);
        Map<String, String> all = new HashMap<>(environment);
        all.put("PEER_GROUP", own);
        all.put("PEER_STATE", stage.cluster().folder().resolve(own).toString());
        process = stage.start(own, program.classPath(), program.mainClass(), List.of(), all);
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
