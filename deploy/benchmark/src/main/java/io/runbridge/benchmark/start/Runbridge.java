package io.runbridge.benchmark.start;

import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.StartedReader;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.util.Map;

/** The trigger-service: a start is done when a reader of committed records sees it. */
final class Runbridge implements Contestant, AutoCloseable {
    static final String NAME = "runbridge";

    private final Stage stage;
    private final Effort effort;
    private final LocalService service;
    private final StartedReader started;

    /** Starts the service once, which makes the topics, and stops it again. */
    Runbridge(Stage stage, Effort effort, Map<String, String> settings) {
        this.stage = stage;
        this.effort = effort;
        service = stage.start(Kind.TRIGGER, "trigger-service", settings);
        started = StartedReader.fromNow(stage.client(), EventTopics.RUN_STARTED, (id, partition, seen) -> {});
        stage.stop(service);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalProcess begin() {
        return stage.start(service).process();
    }

    @Override
    public long done() {
        return started.count();
    }

    @Override
    public String topic() {
        return EventTopics.RUN_REQUESTS;
    }

    @Override
    public Effort effort() {
        return effort;
    }

    @Override
    public void end() {
        stage.stop(service);
    }

    @Override
    public void close() {
        started.close();
    }
}
