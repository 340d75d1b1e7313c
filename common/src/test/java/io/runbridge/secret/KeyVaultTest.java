package io.runbridge.secret;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.get;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.TokenCache;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.http.HttpEngine;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.testing.LocalServer;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.PlatformSettings;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a local server in the vault's place. */
class KeyVaultTest {

    private static final SecretReference NAME = new SecretReference("kv", "orders-key");

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
    void shouldReadTheLatestVersion() {
        Vault vault = vault(Reply.json(200, "{\"value\":\"s3cret\",\"id\":\"https://kv/secrets/orders-key/1\"}"));

        assertThat(success(vault.read(NAME)).reveal()).isEqualTo("s3cret");
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.uri())
                .isEqualTo("/secrets/orders-key?api-version=7.4"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, SecretNotFound, REJECTED, SECRET_NOT_FOUND",
        "403, Forbidden, REJECTED, SECRET_NOT_FOUND",
        "401, Unauthorized, REJECTED, SECRET_NOT_FOUND",
        "400, BadParameter, REJECTED, SECRET_NOT_FOUND",
        "307, '', REJECTED, SECRET_NOT_FOUND",
        "429, Throttled, UNAVAILABLE, VAULT_UNAVAILABLE",
        "503, '', UNAVAILABLE, VAULT_UNAVAILABLE"
    })
    void shouldSayWhatARefusalMeans(int status, String code, FailureCategory category, String ours) {
        Failure failure =
                failure(vault(Reply.json(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}"))
                        .read(NAME));

        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.code()).isEqualTo(ours);
        assertThat(failure.message()).contains("vault://kv/orders-key").contains(Integer.toString(status));
    }

    @Test
    void shouldNameTheRoleThatIsMissing() {
        assertThat(failure(vault(Reply.json(403, "{}")).read(NAME)).message()).contains("Key Vault Secrets User");
    }

    @Test
    void shouldNotTakeAnotherAnswerForASecret() {
        assertThat(failure(vault(Reply.json(200, "{\"value\":7}")).read(NAME)).code())
                .isEqualTo("VAULT_UNAVAILABLE");
    }

    @Test
    void shouldNotAskForANameThatNoVaultHas() {
        Vault vault = vault(Reply.json(200, "{\"value\":\"x\"}"));

        assertThat(failure(vault.read(new SecretReference("kv", "a.b"))).code()).isEqualTo("SECRET_NOT_FOUND");
        assertThat(server.requests()).isEmpty();
    }

    private Vault vault(Reply reply) {
        server = LocalServer.start(request -> reply);
        PlatformConfig config = PlatformSettings.of(PlatformType.SYNAPSE, server.uri(), Map.of());
        BearerToken token = new BearerToken("a-token-for-the-vault", Instant.MAX);
        TokenCache tokens =
                new TokenCache(() -> CompletableFuture.completedFuture(Answer.success(token)), Clock.systemUTC());
        return new KeyVault(new PlatformApi(
                "kv",
                engine.endpoint(config.endpoint(), config.calls()),
                tokens,
                KeyVault.FAILURES,
                Clock.systemUTC()));
    }
}
