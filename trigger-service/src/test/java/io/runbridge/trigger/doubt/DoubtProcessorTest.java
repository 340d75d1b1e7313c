package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.start.StartGates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtProcessorTest {

    private static final TriggerMetrics METRICS =
            new TriggerMetrics(new SimpleMeterRegistry(), new StartGates(Map.of()));

    private static final long NOW = Duration.ofDays(2).toMillis();

    private MockProcessorContext<byte[], Object> context;
    private DoubtProcessor processor;

    @BeforeEach
    void open(@TempDir Path directory) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(1, 0), directory.toFile());
        context.setCurrentSystemTimeMs(NOW);
        for (StoreBuilder<? extends KeyValueStore<String, ?>> store :
                List.of(DoubtStores.doubts(), DoubtStores.owned(), DoubtStores.format())) {
            KeyValueStore<String, ?> built = store.withLoggingDisabled().build();
            built.init(context.getStateStoreContext(), built);
            context.addStateStore(built);
        }
        processor = new DoubtProcessor(Map.of(), 1, METRICS);
    }

    @AfterEach
    void close() {
        processor.close();
        context.getStateStore("doubts").close();
        context.getStateStore("owned-runs").close();
        context.getStateStore("doubt-format").close();
    }

    @Test
    void shouldNotGoOnBesideTheOneThatTakesOver() {
        processor.init(context);

        processor.close();
        processor.init(context);

        assertThat(context.scheduledPunctuators())
                .extracting(CapturedPunctuator::cancelled)
                .containsExactly(true, true, false, false);
    }

    /** Until then its transactions would be committed even if another member owns the task. */
    @Test
    void shouldDecideNothingBeforeItHasReadARecord() {
        KeyValueStore<String, Doubt> doubts = context.getStateStore("doubts");
        doubts.put("gone/r1", doubtOfAPlatformThatIsGone());
        processor.init(context);

        tick();
        assertThat(context.forwarded()).singleElement().satisfies(sent -> assertThat(sent.childName())
                .hasValue("run-doubts"));
        byte[] greeting = context.forwarded().get(0).record().key();
        context.resetForwards();
        tick();
        assertThat(context.forwarded()).isEmpty();

        processor.process(new Record<>(greeting, new byte[0], NOW));
        tick();

        assertThat(context.forwarded()).singleElement().satisfies(sent -> assertThat(sent.childName())
                .hasValue("run-verdicts"));
    }

    private void tick() {
        context.scheduledPunctuators()
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(NOW));
    }

    /** In doubt for so long that it is given to an operator as soon as the task acts. */
    private static Doubt doubtOfAPlatformThatIsGone() {
        return Doubt.newBuilder()
                .setRequestId("r1")
                .setAttempt(1)
                .setJobType("SYNAPSE_PIPELINE")
                .setExternalId("job")
                .setEcho(Map.of())
                .setClaimedAt(1)
                .setSince(1)
                .build();
    }
}
