package io.runbridge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.testing.PlatformSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final URI ENDPOINT = URI.create("https://workspace.test");

    @Test
    void shouldUseAPersonalAccessTokenAsItIs() {
        // given
        PlatformConfig config = PlatformSettings.of(PlatformType.DATABRICKS, ENDPOINT, Map.of("auth.token", "dapi-1"));

        // when
        Answer<BearerToken> answer = fetch(Credentials.of(config, CLOCK));

        // then
        assertThat(((Answer.Success<BearerToken>) answer).value().value()).isEqualTo("dapi-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dapi-1\n", "dapi-1\r\n", " dapi-1", "dapi 1", "däpi-1"})
    void shouldRejectAPersonalAccessTokenIfNoHeaderCanCarryIt(String token) {
        // given
        PlatformConfig config = PlatformSettings.of(PlatformType.DATABRICKS, ENDPOINT, Map.of("auth.token", token));

        // then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.of(config, CLOCK))
                .withMessageContaining("auth.token")
                .withMessageNotContaining("api");
    }

    @Test
    void shouldSayUnavailableIfNobodyAnswersForEntra() {
        // given
        PlatformConfig config = PlatformSettings.of(
                PlatformType.SYNAPSE,
                ENDPOINT,
                Map.of("auth.authority-host", "https://localhost:1", "calls.deadline", "5s"));

        // when
        Answer<BearerToken> answer = fetch(Credentials.of(config, CLOCK));

        // then
        assertThat(((Answer.Failed<BearerToken>) answer).failure().category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldRejectATrustFileIfItHoldsNoCertificate(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        PlatformConfig config = PlatformSettings.of(
                PlatformType.SYNAPSE, ENDPOINT, Map.of("calls.trust-certificates", file.toString()));

        // then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.of(config, CLOCK))
                .withMessageContaining("calls.trust-certificates");
    }

    private static Answer<BearerToken> fetch(TokenSource source) {
        return source.fetch()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
