package io.runbridge.trigger;

import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.platform.Platform;
import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.Greeting;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.admit.PublishedJobs;
import io.runbridge.trigger.catalog.CatalogProcessor;
import io.runbridge.trigger.catalog.CatalogStores;
import io.runbridge.trigger.doubt.DoubtProcessor;
import io.runbridge.trigger.doubt.DoubtStores;
import io.runbridge.trigger.ledger.LedgerProcessor;
import io.runbridge.trigger.ledger.LedgerRules;
import io.runbridge.trigger.ledger.LedgerStores;
import io.runbridge.trigger.ledger.ReadingOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** Wires the trigger-service: the ledger by requestId, the doubt task and, apart from both, the catalogue by platform. */
public final class TriggerTopology {

    private static final String LEDGER_INPUT = "ledger-input";
    private static final String LEDGER = "ledger";
    private static final String DOUBT_INPUT = "doubt-input";
    private static final String DOUBT = "doubt";
    private static final String CATALOG_INPUT = "catalog-input";
    private static final String CATALOG = "catalog";

    private static final Deserializer<byte[]> BYTES_IN = new ByteArrayDeserializer();
    private static final Serializer<byte[]> BYTES_OUT = new ByteArraySerializer();

    private TriggerTopology() {}

    /**
     * The topology.
     *
     * @param partitions of every ledger topic, as they are on the broker
     */
    public static Topology build(
            LedgerRules rules,
            Map<String, Platform> platforms,
            RegistryClient registry,
            RegistryPatience patience,
            int partitions) {
        Topology topology = new Topology();
        PublishedJobs.addTo(topology);
        topology.addSource(
                AutoOffsetReset.earliest(),
                LEDGER_INPUT,
                new ReadingOrder(),
                BYTES_IN,
                BYTES_IN,
                Topics.RUN_CLAIMS.topicName(),
                Topics.RUN_VERDICTS.topicName(),
                Topics.CANCEL_REQUESTS.topicName(),
                Topics.DOUBT_DECISIONS.topicName(),
                Topics.RUN_STATUS.topicName(),
                Topics.RUN_REQUESTS.topicName(),
                Topics.RUN_COMMANDS.topicName());
        topology.addProcessor(LEDGER, () -> new LedgerProcessor(rules, registry, patience, partitions), LEDGER_INPUT);
        topology.addStateStore(LedgerStores.entries(), LEDGER);
        topology.addStateStore(LedgerStores.open(), LEDGER);
        topology.addStateStore(LedgerStores.expiry(), LEDGER);
        topology.addStateStore(LedgerStores.format(), LEDGER);
        eventSink(topology, Topics.RUN_STARTED, RunStarted.class, registry, LEDGER);
        eventSink(topology, Topics.RUN_STATUS, RunStatus.class, registry, LEDGER);
        eventSink(topology, Topics.RUN_HISTORY, RunStatus.class, registry, LEDGER);
        eventSink(topology, Topics.CANCEL_OUTCOMES, CancelOutcome.class, registry, LEDGER);
        greetedSink(topology, Topics.RUN_CLAIMS, LEDGER);
        bytesSink(topology, Topics.RUN_COMMANDS.topicName(), Topics.RUN_COMMANDS, LEDGER);
        bytesSink(topology, Topics.DEAD_LETTERS.topicName(), Topics.DEAD_LETTERS, LEDGER);

        topology.addSource(AutoOffsetReset.earliest(), DOUBT_INPUT, BYTES_IN, BYTES_IN, Topics.RUN_DOUBTS.topicName());
        topology.addProcessor(DOUBT, () -> new DoubtProcessor(platforms, partitions, rules.metrics()), DOUBT_INPUT);
        topology.addStateStore(DoubtStores.doubts(), DOUBT);
        topology.addStateStore(DoubtStores.owned(), DOUBT);
        topology.addStateStore(DoubtStores.format(), DOUBT);
        greetedSink(topology, Topics.RUN_DOUBTS, LEDGER, DOUBT);
        topology.addSink(
                Topics.RUN_VERDICTS.topicName(),
                Topics.RUN_VERDICTS.topicName(),
                BYTES_OUT,
                BYTES_OUT,
                TriggerTopology::verdictPartitions,
                DOUBT);

        topology.addSource(
                AutoOffsetReset.earliest(), CATALOG_INPUT, BYTES_IN, BYTES_IN, Topics.IMPORT_REQUESTS.topicName());
        topology.addProcessor(
                CATALOG,
                () -> new CatalogProcessor(platforms, registry, patience, partitions, rules.metrics()),
                CATALOG_INPUT);
        topology.addStateStore(CatalogStores.jobs(), CATALOG);
        topology.addStateStore(CatalogStores.imports(), CATALOG);
        topology.addStateStore(CatalogStores.times(), CATALOG);
        topology.addStateStore(CatalogStores.format(), CATALOG);
        eventSink(topology, Topics.JOBS, Job.class, registry, CATALOG);
        eventSink(topology, Topics.IMPORT_OUTCOMES, ImportOutcome.class, registry, CATALOG);
        bytesSink(topology, Topics.IMPORT_REQUESTS.topicName(), Topics.IMPORT_REQUESTS, CATALOG);
        bytesSink(topology, CatalogProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS, CATALOG);
        return topology;
    }

    private static <T extends SpecificRecord> void eventSink(
            Topology topology, Topics topic, Class<T> type, RegistryClient registry, String writer) {
        Serializer<T> serializer = registry.serde(type).serializer();
        topology.addSink(topic.topicName(), topic.topicName(), BYTES_OUT, serializer, writer);
    }

    /** Takes whatever key a stranger's record has. */
    private static void bytesSink(Topology topology, String name, Topics topic, String writer) {
        topology.addSink(name, topic.topicName(), BYTES_OUT, BYTES_OUT, writer);
    }

    /** Takes keys of our own, and the greetings by which a task reads something of its own. */
    private static void greetedSink(Topology topology, Topics topic, String... writers) {
        topology.addSink(
                topic.topicName(),
                topic.topicName(),
                BYTES_OUT,
                BYTES_OUT,
                (name, key, value, partitions) -> Greeting.partitionOf(key, partitions),
                writers);
    }

    /** A finding goes where its request lives; a barrier, which has no key, goes to every ledger partition. */
    private static Optional<Set<Integer>> verdictPartitions(String topic, byte[] key, byte[] value, int partitions) {
        return key == null
                ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
                : Optional.empty();
    }
}
