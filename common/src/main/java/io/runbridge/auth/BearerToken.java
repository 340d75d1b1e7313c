package io.runbridge.auth;

import java.time.Instant;
import java.util.Objects;

/**
 * A token for the Authorization header; its text form is masked. Immutable, any thread.
 *
 * @param value the token itself: only for the call that carries it
 * @param expiresAt when it ends, by our clock
 */
public record BearerToken(String value, Instant expiresAt) {

    public BearerToken {
        Objects.requireNonNull(value);
        Objects.requireNonNull(expiresAt);
    }

    @Override
    public String toString() {
        return "BearerToken[***, expiresAt=" + expiresAt + "]";
    }
}
