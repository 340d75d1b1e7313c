package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.start.StartGates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtProcessorTest {

    private static final TriggerMetrics METRICS =
            new TriggerMetrics(new SimpleMeterRegistry(), new StartGates(Map.of()));

    @Test
    void shouldNotGoOnBesideTheOneThatTakesOver(@TempDir Path directory) {
        MockProcessorContext<byte[], Object> context =
                new MockProcessorContext<>(new Properties(), new TaskId(1, 0), directory.toFile());
        for (StoreBuilder<? extends KeyValueStore<String, ?>> store :
                List.of(DoubtStores.doubts(), DoubtStores.owned(), DoubtStores.format())) {
            KeyValueStore<String, ?> built = store.withLoggingDisabled().build();
            built.init(context.getStateStoreContext(), built);
            context.addStateStore(built);
        }
        DoubtProcessor processor = new DoubtProcessor(Map.of(), 1, METRICS);
        processor.init(context);

        processor.close();
        processor.init(context);

        assertThat(context.scheduledPunctuators())
                .extracting(CapturedPunctuator::cancelled)
                .containsExactly(true, true, false, false);
        processor.close();
        context.getStateStore("doubts").close();
        context.getStateStore("owned-runs").close();
        context.getStateStore("doubt-format").close();
    }
}
