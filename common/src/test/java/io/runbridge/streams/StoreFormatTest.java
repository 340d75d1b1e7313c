package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.ops.StartRefusedException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFormatTest {

    private MockProcessorContext<Void, Void> context;
    private KeyValueStore<String, Integer> store;

    @BeforeEach
    void open(@TempDir Path directory) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 7), directory.toFile());
        store = StoreFormat.store("ledger-format").withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldWriteTheVersionOnceAndNotBeforeItIsTold() {
        StoreFormat format = StoreFormat.require(context, "ledger-format", 1);
        assertThat(store.get("format")).isNull();

        format.mark();
        format.mark();

        assertThat(store.get("format")).isEqualTo(1);
        assertThat(StoreFormat.require(context, "ledger-format", 1)).isNotNull();
    }

    @Test
    void shouldTurnAnOlderVersionIntoThePresentOneWithTheFirstMark() {
        store.put("format", 2);

        StoreFormat format = StoreFormat.require(context, "ledger-format", 2, 3);
        assertThat(store.get("format")).isEqualTo(2);
        format.mark();

        assertThat(store.get("format")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3", "4, 2, 3"})
    void shouldRefuseAVersionOutsideOfWhatItReads(int found, int oldest, int known) {
        store.put("format", found);

        assertThatThrownBy(() -> StoreFormat.require(context, "ledger-format", oldest, known))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("format " + found + ", this version reads format 2 to 3");
    }

    @ParameterizedTest
    @CsvSource({"2, 1, a newer version wrote them", "1, 2, it has no migration from there"})
    void shouldRefuseAnotherVersionAndLeaveItAsItIs(int found, int known, String advice) {
        store.put("format", found);

        assertThatThrownBy(() -> StoreFormat.require(context, "ledger-format", known))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("0_7")
                .hasMessageContaining("format " + found + ", this version reads format " + known)
                .hasMessageContaining(advice.substring(1));
        assertThat(store.get("format")).isEqualTo(found);
    }
}
