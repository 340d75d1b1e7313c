package io.runbridge.auth;

import io.runbridge.config.PlatformConfig;
import io.runbridge.config.PlatformConfig.AuthConfig;
import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Makes the token source that a platform's configuration asks for. Any thread. */
public final class Credentials {

    private static final Pattern HEADER_TEXT = Pattern.compile("[!-~]+");

    private Credentials() {}

    /**
     * The source of tokens for this platform.
     *
     * @throws IllegalArgumentException if a setting that its method needs is missing; names the setting, not its value
     */
    public static TokenSource of(PlatformConfig platform) {
        return of(platform, platform.auth().scope().orElseGet(platform.type()::scope));
    }

    /**
     * The source of tokens of this platform's identity for something else.
     *
     * @param scope OAuth scope of what the tokens are for; without meaning where the method is TOKEN
     * @throws IllegalArgumentException as above
     */
    public static TokenSource of(PlatformConfig platform, String scope) {
        AuthConfig auth = platform.auth();
        return switch (auth.method()) {
            case TOKEN -> fixed(needed(auth.token(), "token"));
            case CLIENT_SECRET ->
                new EntraTokens(
                        new EntraTokens.Application(
                                needed(auth.tenantId(), "tenant-id"),
                                needed(auth.clientId(), "client-id"),
                                needed(auth.clientSecret(), "client-secret"),
                                scope),
                        auth.authorityHost(),
                        platform.calls());
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

    private static <T> T needed(Optional<T> setting, String name) {
        return setting.orElseThrow(() -> new IllegalArgumentException("auth." + name + " is missing"));
    }
}
