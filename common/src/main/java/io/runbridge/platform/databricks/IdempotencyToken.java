package io.runbridge.platform.databricks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The token by which Databricks knows a start again: {@code runbridge-} and the SHA-256 of the request id in base64url
 * without padding, 53 characters. Always a hash, so that it fits (fact: at most 64 characters), is the same for each
 * attempt, and is unique in the workspace whatever the ids look like. Any thread.
 */
final class IdempotencyToken {

    private static final String PREFIX = "runbridge-";

    private IdempotencyToken() {}

    static String of(String requestId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(requestId.getBytes(StandardCharsets.UTF_8));
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
