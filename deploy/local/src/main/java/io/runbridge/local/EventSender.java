package io.runbridge.local;

import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.RunRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends requests as an upstream system would, each acknowledged before the call returns. Any thread. */
public final class EventSender implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<Object> values;

    public EventSender(ContractClient client) {
        producer = new KafkaProducer<>(client.producer(), new StringSerializer(), new ByteArraySerializer());
        values = client.serializer();
    }

    /** Sends a request, placed by its key as Java clients do. */
    public RecordMetadata send(RunRequest request) {
        return send(EventTopics.RUN_REQUESTS, request.getRequestId(), request);
    }

    /** Sends a cancel, placed by its key as Java clients do. */
    public RecordMetadata send(CancelRequest cancel) {
        return send(EventTopics.CANCEL_REQUESTS, cancel.getRequestId(), cancel);
    }

    /** Sends any record of the contract. */
    public RecordMetadata send(String topic, String key, SpecificRecord value) {
        return send(new ProducerRecord<>(topic, key, bytes(topic, value)));
    }

    /** The value as it goes over the wire, with the schema's id in front. */
    public byte[] bytes(String topic, SpecificRecord value) {
        return values.serialize(topic, value);
    }

    /** Number of the topic's partitions. */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /**
     * Sends exactly this.
     *
     * @throws LocalFailure if the broker did not take it within a minute
     */
    public RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalFailure("Tried to send " + record.key() + " to " + record.topic() + ", but it failed", e);
        }
    }

    /**
     * Sends exactly this without waiting.
     *
     * @param acknowledged told on another thread once the broker has taken it, if it ever does
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    public void post(ProducerRecord<String, byte[]> record, Consumer<RecordMetadata> acknowledged) {
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledged.accept(metadata);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
        values.close();
    }
}
