package io.runbridge.poller.history;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.event.EventDecoder;
import io.runbridge.event.RecordedWaits;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.poller.duration.JobDurations;
import io.runbridge.poller.open.OpenRunStore;
import io.runbridge.poller.open.OpenRunsProcessor;
import io.runbridge.poller.open.PollerMetrics;
import io.runbridge.poller.open.PollerSettings;
import io.runbridge.poller.run.OpenRun;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.Greeting;
import io.runbridge.streams.SingleObject;
import io.runbridge.streams.StoreFormat;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The real task that owns the runs, on stores in memory, one incarnation after the other. */
final class Poller implements AutoCloseable {

    private static final String TOPIC = "run-started";
    private static final int TURNS = 5;

    private final RegistryClient registry;
    private final PollerSettings settings;
    private final SplittableRandom random;
    private final PollerMetrics metrics = new PollerMetrics(new SimpleMeterRegistry());
    private final MockProcessorContext<String, SpecificRecord> context;
    private final List<StateStore> stores = new ArrayList<>();
    private OpenRunsProcessor processor;
    private CapturedPunctuator ticks;

    /** @param registry that knows run-started */
    Poller(RegistryClient registry, PollerSettings settings, SplittableRandom random) {
        this.registry = registry;
        this.settings = settings;
        this.random = random;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "histories");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put("processing.exception.handler.global.enabled", true);
        context = new MockProcessorContext<>(properties, new TaskId(1, 0), new File("target/histories"));
        for (StoreBuilder<?> builder : builders()) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.add(store);
        }
    }

    /** As the real ones, but in memory. */
    private static List<StoreBuilder<?>> builders() {
        SingleObject<OpenRun> run = SingleObject.of(OpenRun::toByteBuffer, OpenRun::fromByteBuffer);
        return List.of(
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(OpenRunStore.OPEN), Serdes.String(), run.serde()),
                Stores.windowStoreBuilder(
                        Stores.inMemoryWindowStore(
                                OpenRunStore.CLOSED, Duration.ofDays(90), Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.String()),
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(OpenRunStore.PROGRESS), Serdes.String(), Serdes.Long()),
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(JobDurations.STORE), Serdes.String(), Serdes.ByteArray()),
                StoreFormat.store(OpenRunStore.FORMAT_STORE));
    }

    /** A new incarnation takes over what the stores say. */
    void open(long nowMs) {
        context.setCurrentSystemTimeMs(nowMs);
        EventDecoder<RunStarted> decoder = new EventDecoder<>(
                registry, TOPIC, RunStarted.class, new RegistryPatience(() -> true, new RecordedWaits()));
        processor = new OpenRunsProcessor(settings, decoder, metrics, random.split());
        processor.init(context);
        List<CapturedPunctuator> all = context.scheduledPunctuators();
        ticks = all.get(all.size() - 1);
        new Greeting(0, key -> processor.process(new Record<>(key, null, nowMs))).heard();
    }

    void process(RunStarted started, long nowMs) {
        context.setCurrentSystemTimeMs(nowMs);
        byte[] value = registry.serde(RunStarted.class).serializer().serialize(TOPIC, started);
        processor.process(new Record<>(started.getPlatform(), value, nowMs));
    }

    /**
     * The stream thread's turns until all answers that came are taken; what it publishes. One turn takes what it can
     * within some milliseconds, which a busy machine may not let it have.
     *
     * @param answered whether answers came
     */
    List<RunStatus> tick(boolean answered, long nowMs) {
        context.setCurrentSystemTimeMs(nowMs);
        for (int turn = 0; turn < (answered ? TURNS : 1); turn++) {
            ticks.getPunctuator().punctuate(nowMs);
        }
        List<RunStatus> published = new ArrayList<>();
        for (CapturedForward<? extends String, ? extends SpecificRecord> forward :
                context.forwarded(OpenRunsProcessor.HISTORY)) {
            published.add((RunStatus) (Object) forward.record().value());
        }
        context.resetForwards();
        return published;
    }

    /** The incarnation ends; the stores stay. */
    @Override
    public void close() {
        processor.close();
        context.resetForwards();
    }

    void closeStores() {
        stores.forEach(StateStore::close);
    }
}
