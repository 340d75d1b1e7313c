package io.runbridge.benchmark.start;

import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.StartedCount;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The trigger-service: a start is done when a reader of committed records sees it. */
final class Runbridge implements Contestant, AutoCloseable {
    static final String NAME = "runbridge";

    private static final Duration LEFTOVERS = Duration.ofMinutes(2);

    private final Effort effort;
    private final LocalService service;
    private final StartedCount started;

    /** Starts the service once, which makes the topics, and stops it again. */
    Runbridge(Stage stage, Effort effort, Map<String, String> settings) {
        this.effort = effort;
        service = stage.start(Kind.TRIGGER, "trigger-service", settings);
        started = StartedCount.fromNow(stage.client());
        service.stop();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalProcess begin(Map<TopicPartition, Long> from) {
        service.start(Stage.MEASURED);
        return service.process();
    }

    @Override
    public long done() {
        return started.count();
    }

    /** Waits until so many were done in all; the next round begins with nothing left over. */
    void await(long total) {
        started.await(total, LEFTOVERS);
    }

    @Override
    public Effort effort() {
        return effort;
    }

    @Override
    public void end() {
        service.stop();
    }

    @Override
    public void close() {
        started.close();
    }
}
