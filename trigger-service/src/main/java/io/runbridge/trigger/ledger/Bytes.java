package io.runbridge.trigger.ledger;

import java.nio.ByteBuffer;

/** Turns Avro's single-object encoding into what Kafka carries. Stateless, any thread. */
public final class Bytes {

    private Bytes() {}

    /** The remaining bytes of the buffer, which is left as it was. */
    public static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
