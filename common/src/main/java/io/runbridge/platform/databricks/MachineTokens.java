package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.auth.BearerToken;
import io.runbridge.auth.Identity;
import io.runbridge.auth.Proof;
import io.runbridge.auth.TokenSource;
import io.runbridge.config.AuthConfig;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Hint;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tokens that a workspace itself gives a service principal of Databricks: OAuth for machines. Asks where the token
 * endpoint is (a workspace that does not tell may have it in the usual place all the same), then for a token. The secret
 * goes to the workspace's own address only, whatever that answer says. Any thread. Fact:
 * databricks-sdk-java 0.141.0, DatabricksConfig (discovery) and OAuthM2MServicePrincipalCredentialsProvider (Basic,
 * {@code grant_type=client_credentials&scope=all-apis}).
 */
final class MachineTokens implements TokenSource {

    private static final String DEFAULT_SCOPE = "all-apis";
    private static final Target METADATA = Target.of("/oidc/.well-known/oauth-authorization-server");
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

    /** A 4xx to a token request is a no to who we are; fact: RFC 6749, 5.2. */
    private static final FailureTable FAILURES = new FailureTable(
            List.of(DatabricksFailures.ACCESS_LIST, FailureRow.status(400, 403, FailureCategory.UNAUTHORIZED)),
            List.of(Hint.of(
                    FailureCategory.UNAUTHORIZED, "Check auth.client-id, and whether auth.client-secret has ended")));

    private static final Proof NOBODY = new Proof(Map.of(), List.of(), List.of());

    private final String clientId;
    private final Map<String, String> form;
    private final TokenEndpoint tokenEndpoint;
    private final PlatformApi open;
    private final PlatformApi api;

    /**
     * Of a checked configuration.
     *
     * @param name as the configuration names the platform
     * @param endpoint connections of its own, so that a fetch never waits behind calls that wait for it
     */
    MachineTokens(String name, PlatformConfig config, HttpEndpoint endpoint, Clock clock) {
        AuthConfig auth = config.auth();
        this.clientId = auth.clientId().orElseThrow();
        this.form =
                Map.of("grant_type", "client_credentials", "scope", auth.scope().orElse(DEFAULT_SCOPE));
        this.tokenEndpoint = new TokenEndpoint(config.endpoint());
        this.open = new PlatformApi(name, endpoint, fixed(NOBODY), FAILURES, clock);
        this.api = new PlatformApi(
                name,
                endpoint,
                fixed(basic(clientId, auth.clientSecret().orElseThrow().reveal())),
                FAILURES,
                clock);
    }

    @Override
    public CompletionStage<Answer<BearerToken>> fetch() {
        return open.call(
                        HttpCall.get(Operation.LOOK_UP, METADATA, "find the token endpoint"),
                        json -> Optional.of(tokenEndpoint.of(json)))
                .thenCompose(found ->
                        ask(found instanceof Answer.Success<Target> success ? success.value() : TokenEndpoint.USUAL));
    }

    private CompletionStage<Answer<BearerToken>> ask(Target target) {
        return api.call(HttpCall.post(Operation.LOOK_UP, target, form, "fetch a token"), this::token)
                .thenApply(answer ->
                        answer instanceof Answer.Failed<BearerToken> failed ? failed(failed.failure()) : answer);
    }

    private Optional<BearerToken> token(JsonNode json) {
        Duration life = Duration.ofSeconds(Json.count(json, "expires_in"));
        return Json.string(json, "access_token")
                .filter(token -> life.compareTo(SHORTEST_LIFE) >= 0)
                .map(token -> new BearerToken(token, api.clock().instant().plus(life)));
    }

    private Answer<BearerToken> failed(Failure failure) {
        boolean refused = failure.category().refused();
        return Answer.failed(new Failure(
                refused ? FailureCategory.UNAUTHORIZED : FailureCategory.UNAVAILABLE,
                refused ? "UNAUTHORIZED" : "PLATFORM_UNAVAILABLE",
                "Databricks gave no token for service principal " + clientId + ": " + failure.message(),
                failure.retryAfter()));
    }

    private static Proof basic(String id, String secret) {
        String pair = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return new Proof(Map.of("Authorization", "Basic " + pair), List.of(), List.of(pair, secret));
    }

    private static Identity fixed(Proof proof) {
        return new Identity() {
            @Override
            public CompletionStage<Answer<Proof>> proof() {
                return CompletableFuture.completedFuture(Answer.success(proof));
            }

            @Override
            public void refused(Proof refused) {
                // There is no other.
            }
        };
    }
}
