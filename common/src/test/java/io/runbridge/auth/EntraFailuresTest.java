package io.runbridge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.aad.msal4j.MsalServiceException;
import io.runbridge.auth.EntraTokens.Application;
import io.runbridge.config.Secret;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraFailuresTest {

    private static final Application APPLICATION =
            new Application("tenant-1", "client-1", new Secret("s3cr3t"), "scope/.default");

    @ParameterizedTest
    @ValueSource(
            strings = {"invalid_client", "unauthorized_client", "invalid_scope", "invalid_resource", "invalid_request"})
    void shouldSayUnauthorizedIfEntraRefusesUs(String errorCode) {
        // given
        Throwable thrown = new RuntimeException(
                new IOException(new MsalServiceException("AADSTS7000215: bad secret s3cr3t provided", errorCode)));

        // when
        Failure failure = EntraFailures.failure(thrown, APPLICATION);

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message())
                .contains("client-1", "tenant-1", errorCode, "AADSTS7000215")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error", "unknown", "x\r\ny"})
    void shouldSayUnavailableIfEntraIsInTrouble(String errorCode) {
        // when
        Failure failure = EntraFailures.failure(new MsalServiceException("down", errorCode), APPLICATION);

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(failure.message()).doesNotContain("\r");
    }

    @Test
    void shouldSayUnavailableIfEntraCannotBeReached() {
        // then
        assertThat(EntraFailures.failure(new RuntimeException(new IOException("s3cr3t")), APPLICATION))
                .isEqualTo(Failure.of(
                        FailureCategory.UNAVAILABLE,
                        "PLATFORM_UNAVAILABLE",
                        "Entra ID gave no token for application client-1 in tenant tenant-1: IOException"));
        assertThat(EntraFailures.failure(new TimeoutException(), APPLICATION).message())
                .endsWith("it did not answer in time");
    }
}
