package io.runbridge.poller.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.poller.run.OpenRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an earlier version stored is still open. */
class OpenRunStoreTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final List<StateStore> stores = new ArrayList<>();
    private MockProcessorContext<Void, Void> context;

    @BeforeEach
    void openContext(@TempDir Path folder) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "open-run-store-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        context = new MockProcessorContext<>(settings, new TaskId(1, 0), folder.toFile());
    }

    @AfterEach
    void closeStores() {
        stores.forEach(StateStore::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldReadWhatAnOlderFormatStoredAndWriteThePresentOne(int format) {
        // given
        KeyValueStore<String, byte[]> before = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(OpenRunStore.OPEN), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        before.init(context.getStateStoreContext(), before);
        before.put("lake/q1", written(format));
        before.close();
        // when
        OpenRunStore store = open(format);
        OpenRun run = store.find("lake", "q1").orElseThrow();
        int formatBefore = format();
        store.put(OpenRun.newBuilder(run).setStuck(true).build());
        // then
        assertThat(run.getStatus()).isEqualTo("RUNNING");
        assertThat(run.getStartedAt()).isEqualTo(START);
        assertThat(run.getTimeoutSeconds()).isEqualTo(60);
        assertThat(run.getStateSince()).isNull();
        assertThat(run.getStuck()).isFalse();
        assertThat(run.getSecretNames()).isEmpty();
        assertThat(formatBefore).isEqualTo(format);
        assertThat(format()).isEqualTo(OpenRunStore.FORMAT);
        assertThat(store.find("lake", "q1").orElseThrow().getStuck()).isTrue();
    }

    private OpenRunStore open(int format) {
        for (StoreBuilder<?> builder : OpenRunStore.builders()) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.add(store);
        }
        context.<KeyValueStore<String, Integer>>getStateStore(OpenRunStore.FORMAT_STORE)
                .put("format", format);
        return new OpenRunStore(context);
    }

    private int format() {
        return context.<KeyValueStore<String, Integer>>getStateStore(OpenRunStore.FORMAT_STORE)
                .get("format");
    }

    /** The bytes as the version wrote them whose schema is kept. */
    private static byte[] written(int format) {
        try (InputStream kept = OpenRun.class.getResourceAsStream("OpenRun-" + format + ".avsc")) {
            Schema schema = new Schema.Parser().parse(kept);
            GenericRecord run = new GenericRecordBuilder(schema)
                    .set("requestId", "q1")
                    .set("platform", "lake")
                    .set("jobType", "DATABRICKS_JOB")
                    .set("externalId", "42")
                    .set("runId", "r1")
                    .set("startedAt", START.toEpochMilli())
                    .set("timeoutSeconds", 60)
                    .set("nextSequence", 4L)
                    .set("status", "RUNNING")
                    .build();
            ByteBuffer encoded = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(run);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
