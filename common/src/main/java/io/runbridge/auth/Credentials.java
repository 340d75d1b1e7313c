package io.runbridge.auth;

import io.runbridge.config.AuthConfig;
import io.runbridge.config.PlatformConfig;
import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Makes the token source that a platform's configuration asks for. Any thread. */
public final class Credentials {

    private static final Pattern HEADER_TEXT = Pattern.compile("[!-~]+");

    private Credentials() {}

    /**
     * The source of tokens for a platform of a checked configuration, unless the platform itself gives them (OAUTH_M2M).
     *
     * @param clock for the end of certificates
     * @throws IllegalArgumentException if a setting is of no use; names the setting, not its value
     */
    public static TokenSource of(PlatformConfig platform, Clock clock) {
        AuthConfig auth = platform.auth();
        return of(platform, auth.scope().orElseGet(() -> auth.cloud().scope(platform.type())), clock);
    }

    /**
     * The source of tokens of this platform's identity for something else.
     *
     * @param scope OAuth scope of what the tokens are for; without meaning where the method is TOKEN
     * @throws IllegalArgumentException as above
     */
    public static TokenSource of(PlatformConfig platform, String scope, Clock clock) {
        AuthConfig auth = platform.auth();
        return switch (auth.method()) {
            case TOKEN -> fixed(auth.token().orElseThrow());
            case OAUTH_M2M ->
                throw new IllegalArgumentException("auth.method is one whose tokens are for Databricks only");
            case CLIENT_SECRET, CLIENT_CERTIFICATE, MANAGED_IDENTITY, WORKLOAD_IDENTITY, DEFAULT ->
                new EntraTokens(auth, scope, platform.calls(), clock);
        };
    }

    /** A personal access token: it does not say when it ends, so it holds until the platform refuses it. */
    private static TokenSource fixed(Secret token) {
        if (!HEADER_TEXT.matcher(token.reveal()).matches()) {
            throw new IllegalArgumentException("auth.token holds blanks or other characters that no token has");
        }
        BearerToken bearer = new BearerToken(token.reveal(), Instant.MAX);
        return () -> CompletableFuture.completedFuture(Answer.success(bearer));
    }
}
