package io.runbridge.streams;

import io.runbridge.event.AvroSafety;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Avro's single-object encoding of one generated class, for stores and internal topics: the bytes name the schema that
 * wrote them, so neither needs the registry. A version that changes a schema gives its reader a decoder that knows the old
 * one too. Immutable, any thread.
 *
 * @param <T> the generated class
 */
public final class SingleObject<T> {

    /** A generated class' {@code toByteBuffer}. */
    @FunctionalInterface
    public interface Writer<T> {
        ByteBuffer write(T value) throws IOException;
    }

    /** A generated class' {@code fromByteBuffer}. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ByteBuffer bytes) throws IOException;
    }

    private final Writer<T> writer;
    private final Reader<T> reader;

    private SingleObject(Writer<T> writer, Reader<T> reader) {
        AvroSafety.install();
        this.writer = writer;
        this.reader = reader;
    }

    /** The encoding of a generated class, by its own two methods. */
    public static <T> SingleObject<T> of(Writer<T> writer, Reader<T> reader) {
        return new SingleObject<>(writer, reader);
    }

    /** Never fails but for a value that breaks its own schema. */
    public byte[] write(T value) {
        try {
            ByteBuffer buffer = writer.write(value);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to encode a record, but " + e.getMessage(), e);
        }
    }

    /** Fails with {@link UncheckedIOException} on anything that was not written by this class. */
    public T read(byte[] bytes) {
        try {
            return reader.read(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to decode a record, but " + e.getMessage(), e);
        }
    }

    /** For a store; null stays null. */
    public Serde<T> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(value),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }
}
