package io.runbridge.poller;

import io.runbridge.event.EventDecoder;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.poller.duration.JobDurations;
import io.runbridge.poller.open.OpenRunStore;
import io.runbridge.poller.open.OpenRunsProcessor;
import io.runbridge.poller.open.PollerMetrics;
import io.runbridge.poller.open.PollerSettings;
import io.runbridge.poller.open.RunStartedProcessor;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.Greeting;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The poller's topology: run-started goes through a repartition topic keyed by platform, so that one task owns a
 * workspace's runs, and that task writes their history. What is repartitioned are the record's own bytes, so the internal
 * topic has no schema of its own. Streams makes and purges that topic: a start in it is kept until it is read, however
 * long the service is down.
 */
final class PollerTopology {

    private static final String CHECK = "check-run-started";
    private static final String OPEN_RUNS = "open-runs";

    private final String applicationId;
    private final RegistryClient registry;
    private final RegistryPatience patience;
    private final PollerSettings settings;
    private final PollerMetrics metrics;

    /** @param applicationId of the Streams application, which names the repartition topic */
    PollerTopology(
            String applicationId,
            RegistryClient registry,
            RegistryPatience patience,
            PollerSettings settings,
            PollerMetrics metrics) {
        this.applicationId = applicationId;
        this.registry = registry;
        this.patience = patience;
        this.settings = settings;
        this.metrics = metrics;
    }

    Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        OpenRunStore.builders().forEach(builder::addStateStore);
        builder.addStateStore(JobDurations.builder());
        builder.stream(Topics.RUN_STARTED.topicName(), source("run-started"))
                .process(() -> new RunStartedProcessor(decoder(), metrics), Named.as(CHECK))
                .map((platform, started) -> KeyValue.pair(text(platform), started), Named.as(RunStartedProcessor.GOOD))
                .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                        .withName(OPEN_RUNS)
                        .withNumberOfPartitions(settings.partitions()))
                .process(
                        () -> new OpenRunsProcessor(settings, decoder(), metrics),
                        Named.as(OPEN_RUNS),
                        OpenRunStore.OPEN,
                        OpenRunStore.CLOSED,
                        OpenRunStore.PROGRESS,
                        OpenRunStore.FORMAT_STORE,
                        JobDurations.STORE);
        Topology topology = builder.build();
        topology.addSink(
                RunStartedProcessor.DEAD,
                Topics.DEAD_LETTERS.topicName(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                CHECK);
        addSink(topology, OpenRunsProcessor.STATUS, Topics.RUN_STATUS, RunStatus.class);
        addSink(topology, OpenRunsProcessor.HISTORY, Topics.RUN_HISTORY, RunStatus.class);
        addSink(topology, OpenRunsProcessor.ACTIVITIES, Topics.RUN_ACTIVITIES, RunActivity.class);
        addSink(topology, OpenRunsProcessor.CANCELS, Topics.CANCEL_REQUESTS, CancelRequest.class);
        topology.addSink(
                OpenRunsProcessor.GREETING,
                applicationId + "-" + OPEN_RUNS + "-repartition",
                new StringSerializer(),
                new ByteArraySerializer(),
                (String topic, String key, byte[] value, int partitions) -> Greeting.partitionOf(key, partitions),
                OPEN_RUNS);
        return topology;
    }

    private <T extends SpecificRecord> void addSink(Topology topology, String name, Topics topic, Class<T> type) {
        Serializer<T> serializer = registry.serde(type).serializer();
        topology.addSink(name, topic.topicName(), new StringSerializer(), serializer, OPEN_RUNS);
    }

    private static Consumed<byte[], byte[]> source(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name)
                .withOffsetResetPolicy(AutoOffsetReset.earliest());
    }

    private EventDecoder<RunStarted> decoder() {
        return new EventDecoder<>(registry, Topics.RUN_STARTED.topicName(), RunStarted.class, patience);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
