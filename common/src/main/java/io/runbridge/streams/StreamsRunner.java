package io.runbridge.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.runbridge.ops.Readiness;
import io.runbridge.ops.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one topology until the stop is requested or processing dies. {@link #run} on the main thread, once; {@link #live}
 * on any thread.
 */
final class StreamsRunner {

    /** Time from the request to stop until the process gives up waiting for Streams. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

    private static final String CONDITION = "streams";

    private final Readiness readiness;
    private final StopSignal stop;
    private final MeterRegistry metrics;
    private final Counter failures;
    private final FailurePolicy policy = new FailurePolicy();
    private final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
    private volatile boolean refused;

    StreamsRunner(Readiness readiness, StopSignal stop, MeterRegistry metrics) {
        this.readiness = readiness;
        this.stop = stop;
        this.metrics = metrics;
        this.failures = Counter.builder("runbridge.stream.failures")
                .description("Stream threads that died of an exception")
                .register(metrics);
        readiness.unmet(CONDITION, "not started");
    }

    /** Whether processing has not died; true before it starts. */
    boolean live() {
        return state.get() != State.ERROR;
    }

    /**
     * Runs it.
     *
     * @param stopping called before Streams is closed, at most 5 s
     * @throws org.apache.kafka.common.KafkaException if the settings cannot be used
     */
    ExitCode run(Topology topology, Properties settings, Runnable stopping) {
        try (KafkaStreams streams = new KafkaStreams(topology, settings);
                KafkaStreamsMetrics meters = new KafkaStreamsMetrics(streams)) {
            streams.setStateListener((now, before) -> changed(now));
            streams.setUncaughtExceptionHandler(this::failed);
            meters.bindTo(metrics);
            streams.start();
            stop.await();
            if (state.get() == State.ERROR) {
                return refused ? ExitCode.REFUSED : ExitCode.STREAMS_DIED;
            }
            return close(streams, stopping);
        }
    }

    private ExitCode close(KafkaStreams streams, Runnable stopping) {
        long began = System.nanoTime();
        readiness.unmet(CONDITION, "stopping");
        LOG.atInfo().setMessage("Stopping").log();
        stopping.run();
        Duration left = CLOSE_LIMIT.minusNanos(System.nanoTime() - began);
        // Leaving at once spares the others the session timeout, so that a rolling restart does not stall.
        boolean closed = streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(left.isNegative() ? Duration.ZERO : left));
        if (!closed) {
            LOG.atWarn().setMessage("Streams did not stop in time").log();
        }
        return closed ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void changed(State now) {
        state.set(now);
        LOG.atInfo()
                .setMessage("Streams changed state")
                .addKeyValue("state", now)
                .log();
        readiness.set(CONDITION, now == State.RUNNING && !stop.requested(), "Streams is " + now);
        if (now == State.ERROR) {
            stop.request();
        }
    }

    /** On the thread that died, which still owns its tasks while it pauses here. */
    private StreamThreadExceptionResponse failed(Throwable failure) {
        if (stop.requested()) {
            // E.g. it waited for the registry: what it had not committed is done again after the restart.
            LOG.atInfo()
                    .setMessage("Stream thread was interrupted by the stop")
                    .addKeyValue("reason", failure)
                    .log();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        Optional<String> refusal = FailurePolicy.refusal(failure);
        if (refusal.isPresent()) {
            refused = true;
            LOG.atError()
                    .setMessage("The start is refused")
                    .addKeyValue("reason", refusal.get())
                    .log();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        failures.increment();
        FailurePolicy.Verdict verdict = policy.judge(failure, System.nanoTime());
        LOG.atError()
                .setMessage(verdict.replace() ? "Stream thread died, another follows" : "Stream thread died, giving up")
                .addKeyValue("pauseMs", verdict.pause().toMillis())
                .setCause(failure)
                .log();
        if (!verdict.replace()) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        stop.pause(verdict.pause());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
