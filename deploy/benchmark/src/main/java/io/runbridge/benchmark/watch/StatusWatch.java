package io.runbridge.benchmark.watch;

import io.runbridge.local.ContractClient;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalFailure;
import io.runbridge.schemas.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A reader of committed records of run-status: how many runs were heard of, and how long after the platform's end each
 * end could be read. The platform's clock is this machine's. Own thread; all methods from any thread.
 */
final class StatusWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * An end that could be read.
     *
     * @param atMs when the run ended, by the platform
     * @param delayMs how much later that could be read
     */
    record End(long atMs, long delayMs) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<Object> values;
    private final Thread thread = new Thread(this::read, "status-watch");
    private final List<End> ends = new ArrayList<>();
    private long runs;

    /** Reads from the beginning; the topic must exist. */
    StatusWatch(ContractClient client) {
        Map<String, Object> settings = new HashMap<>(client.consumer());
        settings.put("max.poll.records", 5_000);
        settings.put("fetch.max.wait.ms", 20);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        values = client.deserializer();
        List<TopicPartition> partitions = consumer.partitionsFor(EventTopics.RUN_STATUS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.setDaemon(true);
        thread.start();
    }

    /** Of how many runs there was something to read. */
    synchronized long runs() {
        return runs;
    }

    /** The ends so far. */
    synchronized List<End> ends() {
        return List.copyOf(ends);
    }

    /** Waits until there is something to read of so many runs. */
    void awaitRuns(long wanted, Duration limit) {
        await("states of runs", this::runs, wanted, limit);
    }

    /** Waits until so many ends could be read. */
    void awaitEnds(long wanted, Duration limit) {
        await("ends of runs", () -> ends.size(), wanted, limit);
    }

    private synchronized void await(String what, LongSupplier count, long wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (count.getAsLong() < wanted) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMs <= 0) {
                    throw new LocalFailure("Waited for %d %s, but read %d in %d s"
                            .formatted(wanted, what, count.getAsLong(), limit.toSeconds()));
                }
                wait(leftMs);
            }
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
        try (consumer;
                values) {
            while (true) {
                List<RunStatus> read = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    read.add((RunStatus) values.deserialize(EventTopics.RUN_STATUS, record.value()));
                }
                take(read, System.currentTimeMillis());
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private synchronized void take(List<RunStatus> read, long nowMs) {
        for (RunStatus status : read) {
            if (status.getSequence() == 0) {
                runs++;
            }
            if (status.getTerminal()) {
                Optional.ofNullable(status.getEndTime())
                        .map(end -> new End(end.toEpochMilli(), nowMs - end.toEpochMilli()))
                        .ifPresent(ends::add);
            }
        }
        notifyAll();
    }
}
