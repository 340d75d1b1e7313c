package io.runbridge.trigger.catalog;

import io.runbridge.event.Decoding;
import io.runbridge.event.EventDecoder;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.platform.Platform;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.streams.DeadLetter;
import io.runbridge.streams.KeyPlacement;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.ledger.TriggerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The catalogue's place in the topology and the door for import requests, which anybody may have written: what can never be
 * carried out becomes a dead letter before any store is touched. Stream thread only.
 */
public final class CatalogProcessor implements Processor<byte[], byte[], byte[], Object> {

    /** Name of the sink for dead letters; the ledger has one of its own, for what shares a sink becomes one task. */
    public static final String DEAD_LETTERS = "catalog-dead-letters";

    private static final Duration TICK = Duration.ofMillis(50);

    /** Each tick costs its task a commit, and imports are rare: between them one looks for what is due less often. */
    private static final Duration IDLE_TICK = Duration.ofSeconds(1);

    /** Longest platform and id that are repeated in outcomes, characters; each platform's own are shorter. */
    private static final int LONGEST_NAME = 1_000;

    private final Map<String, Platform> platforms;
    private final RegistryClient registry;
    private final RegistryPatience patience;
    private final int partitions;
    private final TriggerMetrics metrics;
    private ProcessorContext<byte[], Object> context;
    private EventDecoder<ImportRequest> decoder;
    private CatalogStores stores;
    private CatalogOutput output;
    private CatalogTask task;
    private Cancellable ticks;
    private boolean idle;

    /** @param partitions of import-requests */
    public CatalogProcessor(
            Map<String, Platform> platforms,
            RegistryClient registry,
            RegistryPatience patience,
            int partitions,
            TriggerMetrics metrics) {
        this.platforms = Map.copyOf(platforms);
        this.registry = registry;
        this.patience = patience;
        this.partitions = partitions;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.decoder = new EventDecoder<>(registry, Topics.IMPORT_REQUESTS.topicName(), ImportRequest.class, patience);
        this.stores = new CatalogStores(context);
        this.output = new CatalogOutput(context);
        this.task = new CatalogTask(new ImportRules(platforms), cycles(), stores, output, metrics);
        pace(true);
    }

    private void pace(boolean idleNow) {
        if (ticks != null) {
            ticks.cancel();
        }
        idle = idleNow;
        ticks = context.schedule(idle ? IDLE_TICK : TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
            stores.mark();
            task.tick(now);
            keepPace();
        });
    }

    private void keepPace() {
        if (task.idle() != idle) {
            pace(task.idle());
        }
    }

    /** Of the platforms whose records come to this task. */
    private Map<String, Duration> cycles() {
        Map<String, Duration> cycles = new HashMap<>();
        platforms.forEach((name, platform) -> platform.config()
                .imports()
                .every()
                .filter(every -> partitionOf(bytes(name)) == context.taskId().partition())
                .ifPresent(every -> cycles.put(name, every)));
        return cycles;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            deadLetter(record, "NULL_KEY", "key must be the platform");
        } else if (partitionOf(record.key()) != context.taskId().partition()) {
            output.misplaced(record);
        } else {
            decode(record);
        }
    }

    private int partitionOf(byte[] key) {
        return KeyPlacement.partitionOf(key, partitions);
    }

    private void decode(Record<byte[], byte[]> record) {
        Decoding<ImportRequest> decoding = decoder.decode(record.value());
        if (decoding instanceof Decoding.Poison<ImportRequest> poison) {
            deadLetter(record, poison.reason().name(), poison.message());
            return;
        }
        ImportRequest request = ((Decoding.Decoded<ImportRequest>) decoding).event();
        String id = request.getExternalId() == null ? "" : request.getExternalId();
        if (!Arrays.equals(record.key(), bytes(request.getPlatform()))) {
            deadLetter(record, "KEY_MISMATCH", "key must equal the value's platform");
        } else if (request.getPlatform().length() > LONGEST_NAME || id.length() > LONGEST_NAME) {
            deadLetter(
                    record,
                    "INVALID_IMPORT",
                    "platform and externalId must have at most " + LONGEST_NAME + " characters");
        } else {
            stores.mark();
            task.request(request, context.currentSystemTimeMs());
            keepPace();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void deadLetter(Record<byte[], byte[]> record, String reason, String message) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        DeadLetter.Origin origin =
                new DeadLetter.Origin(metadata.topic(), metadata.partition(), metadata.offset(), record.timestamp());
        metrics.deadLetter();
        output.deadLetter(DeadLetter.of(record.key(), record.value(), record.headers(), origin, reason, message));
    }

    @Override
    public void close() {
        // Streams may initialise the same processor again, and would then tick twice.
        if (task != null) {
            ticks.cancel();
            task.close();
            task = null;
        }
    }
}
