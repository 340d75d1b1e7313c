package io.runbridge.event;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes the values of one topic, and tells what can never be decoded from what cannot be decoded now. One thread.
 *
 * <p>While the registry is unreachable or refuses us (401, 403, 429, 5xx), it waits on the caller's thread, so a
 * consumer's {@code max.poll.interval.ms} may pass meanwhile. A schema once seen needs no registry any more.
 *
 * @param <T> the record type of the topic
 */
public final class EventDecoder<T extends SpecificRecord> {

    /** Longest value that is decoded, in bytes: 1 MiB, as the public topics allow. */
    public static final int DEFAULT_LIMIT = 1024 * 1024;

    private static final byte MAGIC = 0;
    private static final int HEADER_LENGTH = 1 + Integer.BYTES;

    private final String topic;
    private final Class<T> type;
    private final Schema schema;
    private final int limit;
    private final WriterSchemas writerSchemas;
    private final KafkaAvroDeserializer deserializer;
    private final RegistryPatience patience;

    /** Decodes values of at most {@link #DEFAULT_LIMIT}. */
    public EventDecoder(RegistryClient registry, String topic, Class<T> type, RegistryPatience patience) {
        this(registry, topic, type, patience, DEFAULT_LIMIT);
    }

    /** Decodes values of at most {@code limit} bytes; longer ones are poison unseen. */
    public EventDecoder(RegistryClient registry, String topic, Class<T> type, RegistryPatience patience, int limit) {
        this.topic = topic;
        this.type = type;
        this.schema = SpecificData.getForClass(type).getSchema(type);
        this.limit = limit;
        this.writerSchemas = new WriterSchemas(registry.official(), ContractSubjects.subjectOf(topic));
        this.deserializer = registry.deserializer();
        this.patience = patience;
    }

    /**
     * Decodes a value in the Confluent wire format.
     *
     * @throws RegistryWaitStoppedException if the process stops while the registry is waited for; the record must then
     *     not be committed
     */
    public Decoding<T> decode(byte[] value) {
        try {
            int id = schemaId(value);
            Schema writer = patience.insist(() -> writerSchemas.find(id));
            checkType(writer);
            return new Decoding.Decoded<>(read(value));
        } catch (PoisonException e) {
            return e.toDecoding();
        }
    }

    private int schemaId(byte[] value) throws PoisonException {
        if (value == null) {
            throw new PoisonException(PoisonReason.NULL_VALUE, "The record has no value");
        }
        if (value.length > limit) {
            throw new PoisonException(
                    PoisonReason.VALUE_TOO_LARGE,
                    "The value has " + value.length + " bytes, more than the limit of " + limit);
        }
        if (value.length < HEADER_LENGTH || value[0] != MAGIC) {
            throw new PoisonException(
                    PoisonReason.BAD_MAGIC_BYTE, "The value does not begin with a zero byte and a schema id");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        if (id <= 0) {
            // No registry gives such an id, and one asked for it may answer anything.
            throw new PoisonException(PoisonReason.UNKNOWN_SCHEMA, "The value's schema id " + id + " is not positive");
        }
        return id;
    }

    private void checkType(Schema writer) throws PoisonException {
        if (!writer.getFullName().equals(schema.getFullName())) {
            throw new PoisonException(
                    PoisonReason.WRONG_TYPE,
                    "The value is a " + RegistryAnswers.cut(writer.getFullName()) + ", but " + topic + " carries "
                            + schema.getFullName());
        }
    }

    private T read(byte[] value) throws PoisonException {
        try {
            return type.cast(deserializer.deserialize(topic, value, schema));
        } catch (RuntimeException | StackOverflowError e) {
            // The schema is cached by now, so no call can fail here. A schema that contains itself can nest without
            // end.
            throw new PoisonException(PoisonReason.BAD_AVRO, "The value does not fit its schema: " + rootOf(e), e);
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // The class only: Avro's texts may quote the value.
        return root.getClass().getSimpleName();
    }
}
