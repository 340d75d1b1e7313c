package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static LocalBroker broker;
    private static LocalRegistry registry;
    private static ContractClient client;

    @BeforeAll
    static void start(@TempDir Path brokerFolder, @TempDir Path registryFolder) throws Exception {
        broker = LocalBroker.start(LocalPort.free(), brokerFolder);
        registry = LocalRegistry.start(LocalPort.free(), registryFolder);
        client = new ContractClient(broker.bootstrapServers(), registry.url());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(EventTopics.ALL.stream()
                            .map(topic -> new NewTopic(topic, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        registerContract();
    }

    @AfterAll
    static void stop() {
        registry.stop();
        broker.stop();
    }

    @Test
    void shouldReadWhatWasSentUnderRegisteredSchemas() {
        try (EventSender sender = new EventSender(client);
                EventLog log = new EventLog(client, event -> {})) {
            sender.send(Samples.request("r-1"));
            sender.send(EventTopics.RUN_STATUS, "r-1", Samples.status(0, Status.SUCCESS, null));

            assertThat(log.await(LIMIT, () -> log.ended("r-1"))).isTrue();
            assertThat(log.values(EventTopics.RUN_REQUESTS, "r-1", RunRequest.class))
                    .containsExactly(Samples.request("r-1"));
        }
    }

    @Test
    void shouldGoOnBehindARecordThatNobodyCanRead() {
        try (EventSender sender = new EventSender(client);
                EventLog log = new EventLog(client, event -> {})) {
            sender.send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, 0, "r-2", bytes("garbage")));
            sender.send(new ProducerRecord<>(
                    EventTopics.RUN_REQUESTS,
                    0,
                    "r-2",
                    sender.bytes(EventTopics.RUN_REQUESTS, Samples.request("r-2"))));

            assertThat(log.await(LIMIT, () -> seen(log) == 2)).isTrue();
            assertThat(log.values(EventTopics.RUN_REQUESTS, "r-2", RunRequest.class))
                    .hasSize(1);
        }
    }

    private static long seen(EventLog log) {
        return log.events().stream().filter(event -> "r-2".equals(event.key())).count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In a whole cluster the services do this. */
    private static void registerContract() throws Exception {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(
                    Map.of("schema.registry.url", registry.url(), "avro.remove.java.properties", true), false);
            for (String topic : List.of(EventTopics.RUN_STATUS, EventTopics.RUN_HISTORY)) {
                serializer.register(topic + "-value", plain(RunStatus.getClassSchema()));
            }
            serializer.register(EventTopics.RUN_REQUESTS + "-value", plain(RunRequest.getClassSchema()));
        }
    }

    /** As a producer in another language writes it: without the property that says which Java class a string becomes. */
    private static AvroSchema plain(Schema schema) {
        return new AvroSchema(
                schema.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
    }
}
