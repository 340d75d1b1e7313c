package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all tests, in this order, because a start costs seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalBrokerTest {
    private static final TopicPartition TOPIC = new TopicPartition("orders", 0);

    @TempDir
    static Path folder;

    private static LocalBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(LocalPort.free(), folder);
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(TOPIC.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.stop();
    }

    @Test
    @Order(1)
    void shouldServeTransactionsOfVersionTwo() throws Exception {
        try (Admin admin = Admin.create(client())) {
            var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();

            assertThat(features.get("transaction.version").maxVersionLevel()).isEqualTo((short) 2);
        }
    }

    @Test
    @Order(2)
    void shouldKeepRecordsOverAnOrderlyRestart() throws Exception {
        produce("before the stop");

        broker.stop();
        broker.start();

        produce("after the stop");
        assertThat(values()).containsExactly("before the stop", "after the stop");
    }

    @Test
    @Order(3)
    void shouldAnswerAgainAfterAPause() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(client())) {
            producer.partitionsFor(TOPIC.topic());
            broker.pause();
            var sent = producer.send(new ProducerRecord<>(TOPIC.topic(), "while paused"));
            broker.resume();

            assertThat(sent.get(30, TimeUnit.SECONDS).offset()).isEqualTo(2);
        }
    }

    @Test
    @Order(4)
    void shouldKeepRecordsOverAKill() throws Exception {
        broker.kill();
        broker.start();

        produce("after the kill");
        assertThat(values()).endsWith("while paused", "after the kill");
    }

    /** A broker that forgets this holds back every later record from readers of committed ones. */
    @Test
    @Order(5)
    void shouldEndAnAbandonedTransactionOverAKill() throws Exception {
        Map<String, Object> transactional = client();
        transactional.put("transactional.id", "abandoned");
        transactional.put("transaction.timeout.ms", 1000);
        KafkaProducer<String, String> producer = new KafkaProducer<>(transactional);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC.topic(), "never committed")).get(30, TimeUnit.SECONDS);

        broker.kill();
        // At once: with more time it would end the transaction itself.
        producer.close(Duration.ZERO);
        broker.start();

        produce("after the abandoned one");
        assertThat(committedUntil("after the abandoned one")).doesNotContain("never committed");
    }

    @Test
    void shouldWriteItsLogIntoItsFolder() throws IOException {
        assertThat(Files.exists(broker.process().log())).isTrue();
    }

    private static void produce(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(client())) {
            producer.send(new ProducerRecord<>(TOPIC.topic(), value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> values() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(client())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            long end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
            List<String> values = new ArrayList<>();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= end;
            });
            return values;
        }
    }

    private static List<String> committedUntil(String last) {
        Map<String, Object> client = client();
        client.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(client)) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            List<String> values = new ArrayList<>();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.contains(last);
            });
            return values;
        }
    }

    private static Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", broker.bootstrapServers());
        client.put("key.serializer", StringSerializer.class);
        client.put("value.serializer", StringSerializer.class);
        client.put("key.deserializer", StringDeserializer.class);
        client.put("value.deserializer", StringDeserializer.class);
        return client;
    }
}
