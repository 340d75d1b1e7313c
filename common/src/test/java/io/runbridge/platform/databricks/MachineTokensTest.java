package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.NOW;
import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.get;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.TokenSource;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.http.HttpEngine;
import io.runbridge.platform.testing.LocalServer;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.PlatformSettings;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a local server in the workspace's place. */
class MachineTokensTest {

    private static final String SECRET = "pl4nted-s3cret/+ä";
    private static final String PAIR =
            Base64.getEncoder().encodeToString(("sp-1:" + SECRET).getBytes(StandardCharsets.UTF_8));
    private static final String METADATA = "/oidc/.well-known/oauth-authorization-server";
    private static final String GOOD = "{\"access_token\":\"t-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpEngine engine = new HttpEngine(vertx);
    private LocalServer server;

    @AfterEach
    void close() {
        engine.close();
        get(vertx.close().toCompletionStage());
        server.close();
    }

    @Test
    void shouldAskWhereTheWorkspaceSays() {
        // given
        TokenSource tokens = serve(request -> request.uri().equals(METADATA)
                ? Reply.json(200, "{\"token_endpoint\":\"" + server.uri() + "/oidc/v2/token\"}")
                : Reply.json(200, GOOD));

        // when
        BearerToken token = success(tokens.fetch());

        // then
        assertThat(token.value()).isEqualTo("t-1");
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(3_600));
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0).headers()).doesNotContainKey("authorization");
        Request asked = server.requests().get(1);
        assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /oidc/v2/token");
        assertThat(asked.headers())
                .containsEntry("authorization", "Basic " + PAIR)
                .containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=all-apis");
    }

    @ParameterizedTest
    @CsvSource({"404, '{}'", "401, '{}'", "500, '{}'", "200, <html>", "200, '{}'", "302, ''"})
    void shouldAskInTheUsualPlaceIfTheWorkspaceDoesNotSay(int status, String body) {
        // given
        TokenSource tokens =
                serve(request -> request.uri().equals(METADATA) ? Reply.json(status, body) : Reply.json(200, GOOD));

        // then
        assertThat(success(tokens.fetch()).value()).isEqualTo("t-1");
        assertThat(server.requests().get(1).uri()).isEqualTo("/oidc/v1/token");
    }

    @ParameterizedTest
    @CsvSource({"200", "307"})
    void shouldSendTheSecretToNobodyElse(int status) {
        // given
        try (LocalServer other = LocalServer.start(request -> Reply.json(200, GOOD))) {
            TokenSource tokens = serve(request -> Reply.of(
                    request.uri().equals(METADATA) ? 200 : status,
                    Map.of("location", other.uri() + "/oidc/v1/token"),
                    "{\"token_endpoint\":\"" + other.uri() + "/oidc/v1/token\"}"));

            // when
            Failure failure = failure(tokens.fetch());

            // then
            assertThat(failure.message()).contains("Databricks gave no token for service principal sp-1");
            assertThat(server.requests()).hasSize(2);
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"invalid_request\"}',      UNAUTHORIZED",
        "401, '{\"error\":\"invalid_client\"}',       UNAUTHORIZED",
        "403, '{}',                                   UNAUTHORIZED",
        "403, '{\"message\":\"Source IP address: 1.2.3.4 is blocked by Databricks IP ACL\"}', UNAVAILABLE",
        "404, '{}',                                   UNAUTHORIZED",
        "429, '{}',                                   UNAVAILABLE",
        "500, '{}',                                   UNAVAILABLE",
        "503, '',                                     UNAVAILABLE",
        "200, '{}',                                   UNAVAILABLE",
        "200, '{\"access_token\":7,\"expires_in\":9}', UNAVAILABLE",
        "200, '{\"access_token\":\"t\"}',             UNAVAILABLE",
        "200, '<html>',                               UNAVAILABLE",
    })
    void shouldSayWhetherAnotherTryMayHelp(int status, String body, FailureCategory category) {
        // given
        TokenSource tokens =
                serve(request -> request.uri().equals(METADATA) ? Reply.json(200, "{}") : Reply.json(status, body));

        // when
        Failure failure = failure(tokens.fetch());

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.message()).contains("Databricks gave no token for service principal sp-1");
        if (category == FailureCategory.UNAUTHORIZED && status < 404) {
            assertThat(failure.message()).contains("Check auth.client-id");
        }
    }

    @Test
    void shouldShowNoSecretThatTheWorkspaceRepeats() {
        // given
        TokenSource tokens = serve(request -> Reply.json(
                401,
                "{\"error_description\":\"You sent " + request.headers().get("authorization") + ", so " + SECRET
                        + "\"}"));

        // then
        assertThat(failure(tokens.fetch()).toString())
                .contains("You sent")
                .doesNotContain(SECRET)
                .doesNotContain(PAIR);
    }

    @Test
    void shouldSayUnavailableIfNobodyAnswers() {
        // given
        TokenSource tokens = serve(request -> Reply.reset());

        // then
        assertThat(failure(tokens.fetch()).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    private TokenSource serve(Function<Request, Reply> answers) {
        server = LocalServer.start(answers);
        PlatformConfig config = PlatformSettings.of(
                PlatformType.DATABRICKS,
                server.uri(),
                Map.of("auth.method", "oauth-m2m", "auth.client-id", "sp-1", "auth.client-secret", SECRET));
        return new MachineTokens(
                "bricks-test",
                config,
                engine.endpoint(config.endpoint(), config.calls()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
