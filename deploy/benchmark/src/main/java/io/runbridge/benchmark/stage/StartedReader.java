package io.runbridge.benchmark.stage;

import io.runbridge.local.ContractClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads run-started, or a topic like it of a peer, as a reader of committed records sees it. Own thread; all methods from
 * any thread.
 */
public final class StartedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Listener listener;
    private final AtomicLong count = new AtomicLong();
    private final Thread thread = new Thread(this::read, "started-reader");

    /** Hears of each record. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called on the reading thread.
         *
         * @param seenNanos {@link System#nanoTime()} when the record could be read
         */
        void started(String requestId, int partition, long seenNanos);
    }

    private StartedReader(ContractClient client, String topic, Listener listener) {
        this.listener = listener;
        Map<String, Object> settings = new HashMap<>(client.consumer());
        settings.put("max.poll.records", 10_000);
        settings.put("fetch.max.wait.ms", 20);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // A seek is carried out by the first use of the position: now, not after further records came.
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads what is written from now on; the topic must exist. */
    public static StartedReader fromNow(ContractClient client, String topic, Listener listener) {
        return new StartedReader(client, topic, listener);
    }

    /** How many records were read. */
    public long count() {
        return count.get();
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

    private void read() {
        try (consumer) {
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<String, byte[]> record : records) {
                    listener.started(record.key(), record.partition(), now);
                }
                count.addAndGet(records.count());
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }
}
