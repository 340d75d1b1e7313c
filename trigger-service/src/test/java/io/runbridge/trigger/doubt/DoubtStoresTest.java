package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtStoresTest {

    private static final int ROWS = 10;

    private MockProcessorContext<byte[], Object> context;
    private DoubtStores stores;

    @BeforeEach
    void open(@TempDir Path directory) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(1, 0), directory.toFile());
        add(DoubtStores.doubts());
        add(DoubtStores.owned());
        add(DoubtStores.format());
        stores = new DoubtStores(context);
    }

    @AfterEach
    void close() {
        context.getStateStore("doubts").close();
        context.getStateStore("owned-runs").close();
        context.getStateStore("doubt-format").close();
    }

    @Test
    void shouldForgetOldRunsAFewRowsAtATime() {
        for (int i = 0; i < 25; i++) {
            stores.own("syn", "run" + i, i % 2 == 0 ? 1_000 : 2_000);
        }

        stores.forgetOwned(2_000, ROWS);
        assertThat(owned()).isEqualTo(20);
        stores.forgetOwned(2_000, ROWS);
        stores.forgetOwned(2_000, ROWS);
        assertThat(owned()).isEqualTo(12);
        assertThat(stores.isOwned("syn", "run1")).isTrue();
        assertThat(stores.isOwned("syn", "run24")).isFalse();
    }

    @Test
    void shouldBeginAgainBehindTheLastRow() {
        stores.own("syn", "run1", 2_000);
        stores.forgetOwned(2_000, ROWS);

        stores.own("syn", "run0", 1_000);
        stores.forgetOwned(2_000, ROWS);

        assertThat(stores.isOwned("syn", "run0")).isFalse();
        assertThat(stores.isOwned("syn", "run1")).isTrue();
    }

    private long owned() {
        return IntStream.range(0, 25)
                .filter(i -> stores.isOwned("syn", "run" + i))
                .count();
    }

    private <T> void add(StoreBuilder<KeyValueStore<String, T>> builder) {
        KeyValueStore<String, T> store = builder.withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }
}
