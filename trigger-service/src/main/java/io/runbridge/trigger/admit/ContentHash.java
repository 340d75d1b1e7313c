package io.runbridge.trigger.admit;

import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Tells whether two requests of one id ask for the same. Stateless, any thread. */
public final class ContentHash {

    /** Encodings begin with as many bytes that name their schema. */
    private static final int HEADER_BYTES = 10;

    /** Those of the first release: a schema that has grown must not make another request of the same. */
    private static final byte[] FIRST_HEADER = HexFormat.of().parseHex("c3010e63b753429a7b22");

    private ContentHash() {}

    /** SHA-256 in hex of everything but requestedAt, which a sender that repeats itself may stamp anew. */
    public static String of(RunRequest request) {
        try {
            RunRequest timeless =
                    RunRequest.newBuilder(request).setRequestedAt(Instant.EPOCH).build();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FIRST_HEADER);
            digest.update(timeless.toByteBuffer().position(HEADER_BYTES));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to hash request " + request.getRequestId(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
