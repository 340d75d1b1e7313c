package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;

class DoubtProcessorTest {

    @Test
    void shouldNotGoOnBesideTheOneThatTakesOver() {
        MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
        for (StoreBuilder<? extends KeyValueStore<String, ?>> store :
                List.of(DoubtStores.doubts(), DoubtStores.owned())) {
            KeyValueStore<String, ?> built = store.withLoggingDisabled().build();
            built.init(context.getStateStoreContext(), built);
            context.addStateStore(built);
        }
        DoubtProcessor processor = new DoubtProcessor(Map.of(), 1);
        processor.init(context);

        processor.close();
        processor.init(context);

        assertThat(context.scheduledPunctuators())
                .extracting(CapturedPunctuator::cancelled)
                .containsExactly(true, true, false, false);
        processor.close();
        context.getStateStore("doubts").close();
        context.getStateStore("owned-runs").close();
    }
}
