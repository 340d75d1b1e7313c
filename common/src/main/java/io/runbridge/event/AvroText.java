package io.runbridge.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/**
 * Shows a value in the Confluent wire format to people, as whatever type it says it is. One thread; asks the registry
 * once and does not wait for it.
 */
public final class AvroText {

    private static final int HEADER_LENGTH = 1 + Integer.BYTES;

    private final WriterSchemas schemas;

    /**
     * A value as it can be shown.
     *
     * @param json the value as Avro writes it as text, control characters escaped; empty if it cannot be decoded
     * @param note full name of the schema, or why it cannot be decoded
     */
    public record Shown(Optional<String> json, String note) {}

    /** @param topic whose subject the registry is asked for */
    public AvroText(RegistryClient registry, String topic) {
        this.schemas = new WriterSchemas(registry.official(), ContractSubjects.subjectOf(topic));
    }

    /** Never fails. */
    public Shown show(byte[] value) {
        if (value == null || value.length < HEADER_LENGTH || value[0] != 0) {
            return new Shown(Optional.empty(), "the value does not begin with a zero byte and a schema id");
        }
        if (value.length > EventDecoder.DEFAULT_LIMIT) {
            return new Shown(Optional.empty(), "the value is longer than any that is decoded");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        if (id <= 0) {
            return new Shown(Optional.empty(), "the schema id " + id + " is not positive");
        }
        try {
            Schema schema = schemas.find(id);
            Object decoded = new GenericDatumReader<>(schema)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(value, HEADER_LENGTH, value.length - HEADER_LENGTH, null));
            return new Shown(Optional.of(String.valueOf(decoded)), schema.getFullName());
        } catch (PoisonException | RegistryUnavailableException e) {
            return new Shown(Optional.empty(), e.getMessage());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new Shown(
                    Optional.empty(),
                    "it does not fit schema " + id + " (" + e.getClass().getSimpleName() + ")");
        }
    }
}
