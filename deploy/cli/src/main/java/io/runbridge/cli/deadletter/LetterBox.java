package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.CliExit;
import io.runbridge.cli.shell.CommandFailure;
import io.runbridge.cli.shell.Connection;
import io.runbridge.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of dead letters: all up to now, or one. One thread; fails with Kafka's own exceptions. */
final class LetterBox implements AutoCloseable {

    private static final String TOPIC = Topics.DEAD_LETTERS.topicName();
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    LetterBox(Connection connection) {
        consumer = new KafkaConsumer<>(connection.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            partitions = partitions(consumer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> infos = consumer.partitionsFor(TOPIC);
        if (infos == null || infos.isEmpty()) {
            throw new CommandFailure(
                    CliExit.NOT_FOUND,
                    "This broker has no topic " + TOPIC
                            + ": is it the right one? The services make it at their start.");
        }
        return infos.stream()
                .map(info -> new TopicPartition(TOPIC, info.partition()))
                .toList();
    }

    /** Hands over every dead letter that is there now, by partition in order. */
    void forEach(Optional<Instant> from, Consumer<Letter> consumer) {
        this.consumer.assign(partitions);
        Map<TopicPartition, Long> ends = this.consumer.endOffsets(partitions);
        this.consumer.seekToBeginning(partitions);
        from.ifPresent(time -> seek(time, ends));
        read(ends, record -> {
            if (record.offset() < ends.get(new TopicPartition(TOPIC, record.partition()))) {
                consumer.accept(Letter.of(record));
            }
        });
    }

    private void seek(Instant time, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(each -> each, each -> time.toEpochMilli())));
        begins.forEach(
                (partition, begin) -> consumer.seek(partition, begin == null ? ends.get(partition) : begin.offset()));
    }

    private void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        long progressAt = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            records.forEach(reader);
            if (!records.isEmpty()) {
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > STALL_LIMIT.toNanos()) {
                throw new CommandFailure(
                        CliExit.FAILURE, "The broker gives no more of " + TOPIC + "; try again once it is well.");
            }
        }
    }

    /** The dead letter at that place; empty if there is none, or not any more. */
    Optional<Letter> find(Place place) {
        TopicPartition partition = new TopicPartition(TOPIC, place.partition());
        if (!partitions.contains(partition)) {
            return Optional.empty();
        }
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long end = consumer.endOffsets(one).get(partition);
        if (place.offset() >= end
                || place.offset() < consumer.beginningOffsets(one).get(partition)) {
            return Optional.empty();
        }
        consumer.seek(partition, place.offset());
        Letter[] found = new Letter[1];
        read(Map.of(partition, place.offset() + 1), record -> {
            if (record.offset() == place.offset()) {
                found[0] = Letter.of(record);
            }
        });
        return Optional.ofNullable(found[0]);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
