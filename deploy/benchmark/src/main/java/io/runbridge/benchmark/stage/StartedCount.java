package io.runbridge.benchmark.stage;

import io.runbridge.local.ContractClient;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the records of run-started that a reader of committed records sees. Own thread; all methods from any thread. */
public final class StartedCount implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::read, "started-count");
    private long count;

    private StartedCount(ContractClient client) {
        Map<String, Object> settings = new HashMap<>(client.consumer());
        settings.put("max.poll.records", 10_000);
        settings.put("fetch.max.wait.ms", 20);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(EventTopics.RUN_STARTED).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** Counts from here on; the topic must exist. */
    public static StartedCount fromNow(ContractClient client) {
        return new StartedCount(client);
    }

    /** How many were seen. */
    public synchronized long count() {
        return count;
    }

    /**
     * Waits until so many were seen.
     *
     * @throws LocalFailure if that takes longer
     */
    public synchronized void await(long wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (count < wanted) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMs <= 0) {
                    throw new TimeoutException();
                }
                wait(leftMs);
            }
        } catch (TimeoutException e) {
            throw new LocalFailure(
                    "Waited for " + wanted + " starts, but saw " + count + " in " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
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

    private void read() {
        try (consumer) {
            while (true) {
                add(consumer.poll(POLL).count());
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private synchronized void add(int seen) {
        count += seen;
        notifyAll();
    }
}
