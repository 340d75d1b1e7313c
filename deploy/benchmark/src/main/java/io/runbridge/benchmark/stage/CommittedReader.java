package io.runbridge.benchmark.stage;

import io.runbridge.local.ContractClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the committed records of one topic from its beginning, and keeps none. Own thread; any thread may close it. */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<Object> values;
    private final String topic;
    private final BiConsumer<List<Object>, Long> listener;
    private final Thread thread = new Thread(this::read, "committed-reader");

    /**
     * Begins to read.
     *
     * @param topic that exists
     * @param listener told on the reading thread what could be read at once, and when, milliseconds since the epoch
     */
    public CommittedReader(ContractClient client, String topic, BiConsumer<List<Object>, Long> listener) {
        this.topic = topic;
        this.listener = listener;
        Map<String, Object> settings = new HashMap<>(client.consumer());
        settings.put("max.poll.records", 5_000);
        settings.put("fetch.max.wait.ms", 20);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        values = client.deserializer();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer;
                values) {
            while (true) {
                List<Object> read = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    read.add(values.deserialize(topic, record.value()));
                }
                listener.accept(read, System.currentTimeMillis());
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
