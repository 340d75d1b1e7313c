package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.Connection;
import io.runbridge.cli.shell.KafkaFailures;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Sends originals back to where they came from: same key, value and headers, placed by key. One thread. */
final class Replay implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    Replay(Connection connection) {
        producer = new KafkaProducer<>(connection.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one that {@link ReplayRules} let pass and waits until all replicas have it. */
    RecordMetadata send(Letter letter) {
        String topic = letter.topic().orElseThrow();
        int partitions = producer.partitionsFor(topic).size();
        // As Java clients place keys, whatever partitioner the settings name.
        int partition = Utils.toPositive(Utils.murmur2(letter.key())) % partitions;
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, letter.key(), letter.value(), letter.originalHeaders());
        try {
            return producer.send(record).get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw KafkaFailures.tell(e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
