package io.runbridge.poller.open;

import io.runbridge.event.AvroSafety;
import io.runbridge.poller.run.OpenRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Open runs in Avro's single-object encoding: the bytes name the schema that wrote them, without a registry. A version
 * that changes the schema adds the old ones to the decoder of {@link OpenRun}. Any thread.
 */
final class OpenRunSerde {

    static {
        AvroSafety.install(); // first, so that what it sets is what is added to
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.equals(OpenRun.class)));
    }

    private OpenRunSerde() {}

    static Serde<OpenRun> create() {
        return Serdes.serdeFrom(
                (topic, run) -> run == null ? null : encode(run),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    private static byte[] encode(OpenRun run) {
        try {
            ByteBuffer bytes = run.toByteBuffer();
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (IOException broken) {
            throw new UncheckedIOException("Tried to encode an open run, but " + broken.getMessage(), broken);
        }
    }

    private static OpenRun decode(byte[] bytes) {
        try {
            return OpenRun.fromByteBuffer(ByteBuffer.wrap(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException("Tried to decode an open run, but " + broken.getMessage(), broken);
        }
    }
}
