package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.NOW;
import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.get;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.Proof;
import io.runbridge.auth.TokenCache;
import io.runbridge.auth.TokenSource;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.HttpEngine;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import io.runbridge.platform.testing.LocalServer;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.PlatformSettings;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkspaceIdentityTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w";
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void shouldNameTheWorkspaceAndShowBothTokens() {
        // given
        WorkspaceIdentity identity = new WorkspaceIdentity(WORKSPACE, cache(counting("b")), cache(counting("m")));

        // when
        Proof proof = success(identity.proof());

        // then
        assertThat(proof.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Authorization", "Bearer b-1",
                        "X-Databricks-Azure-Workspace-Resource-Id", WORKSPACE,
                        "X-Databricks-Azure-SP-Management-Token", "m-1"));
        assertThat(proof.toString()).doesNotContain("b-1").doesNotContain("m-1");
    }

    @Test
    void shouldFetchBothAnewIfTheyAreRefused() {
        // given
        WorkspaceIdentity identity = new WorkspaceIdentity(WORKSPACE, cache(counting("b")), cache(counting("m")));
        Proof first = success(identity.proof());

        // when
        identity.refused(first);

        // then
        assertThat(success(identity.proof()).secrets()).containsExactly("b-2", "m-2");
    }

    @Test
    void shouldFetchNeitherAnewIfNothingWasRefused() {
        // given
        WorkspaceIdentity identity = new WorkspaceIdentity(WORKSPACE, cache(counting("b")), cache(counting("m")));

        // then
        assertThat(success(identity.proof())).isEqualTo(success(identity.proof()));
    }

    @Test
    void shouldSayWhichTokenIsMissing() {
        // given
        TokenSource none = () -> CompletableFuture.completedFuture(
                Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "none today")));

        // then
        assertThat(failure(new WorkspaceIdentity(WORKSPACE, cache(counting("b")), cache(none)).proof())
                        .message())
                .isEqualTo("none today");
        assertThat(failure(new WorkspaceIdentity(WORKSPACE, cache(none), cache(counting("m"))).proof())
                        .message())
                .isEqualTo("none today");
    }

    @Test
    void shouldShowNeitherTokenIfTheWorkspaceRepeatsThem() {
        // given
        Vertx vertx = Vertx.vertx();
        try (LocalServer server = LocalServer.start(request -> Reply.json(
                        403, "{\"message\":\"You sent " + request.headers().values() + "\"}"));
                HttpEngine engine = new HttpEngine(vertx)) {
            PlatformConfig config = PlatformSettings.of(PlatformType.DATABRICKS, server.uri(), Map.of());
            PlatformApi api = new PlatformApi(
                    "bricks-test",
                    engine.endpoint(config.endpoint(), config.calls()),
                    new WorkspaceIdentity(WORKSPACE, cache(counting("pl4nted/b")), cache(counting("pl4nted/m"))),
                    DatabricksFailures.TABLE,
                    CLOCK);

            // when
            Failure failure = failure(api.command(HttpCall.get(Operation.OBSERVE, Target.of("/runs"), "look")));

            // then
            assertThat(failure.message()).contains("You sent", WORKSPACE).doesNotContain("pl4nted");
        } finally {
            get(vertx.close().toCompletionStage());
        }
    }

    private static TokenCache cache(TokenSource source) {
        return new TokenCache(source, CLOCK);
    }

    private static TokenSource counting(String name) {
        AtomicInteger count = new AtomicInteger();
        return () -> CompletableFuture.completedFuture(
                Answer.success(new BearerToken(name + "-" + count.incrementAndGet(), NOW.plus(Duration.ofHours(1)))));
    }
}
