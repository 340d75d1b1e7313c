package io.runbridge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.identity.CredentialUnavailableException;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraFailuresTest {

    private static final EntraPrincipal APPLICATION = new EntraPrincipal(
            "Entra ID gave no token for application client-1 in tenant tenant-1", "Check the secret", false);
    private static final EntraPrincipal HOST = new EntraPrincipal("Azure gave no token", "Check the host", true);

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
                .contains("client-1", "tenant-1", errorCode, "AADSTS7000215", ". Check the secret")
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

    /** The clock, or the file that holds the token, may be put right: nothing is wrong with who we are. */
    @Test
    void shouldSayUnavailableIfWhatWeSignedIsOutOfTime() {
        // when
        Failure failure = EntraFailures.failure(
                new MsalServiceException("AADSTS700024: not within its valid time range", "invalid_client"),
                APPLICATION);

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(failure.message()).contains("AADSTS700024");
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

    @Test
    void shouldSayUnauthorizedIfTheHostHasNoSuchIdentity() {
        // given
        Throwable thrown = new MsalServiceException(
                "The requested identity has not been assigned to this resource. Status: 400 Content: s3cr3t",
                "managed_identity_request_failed");

        // when
        Failure failure = EntraFailures.failure(thrown, HOST);

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message()).isEqualTo("Azure gave no token: managed_identity_request_failed. Check the host");
    }

    @Test
    void shouldSayWhatToLookAtIfTheHostGivesNothing() {
        // then
        assertThat(EntraFailures.failure(new RuntimeException(new CredentialUnavailableException("s3cr3t")), HOST))
                .isEqualTo(Failure.of(
                        FailureCategory.UNAVAILABLE,
                        "PLATFORM_UNAVAILABLE",
                        "Azure gave no token: there is none here. Check the host"));
        assertThat(EntraFailures.failure(new ConnectException("s3cr3t"), HOST).message())
                .isEqualTo("Azure gave no token: ConnectException. Check the host");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCategory.class,
            names = {"UNAUTHORIZED", "UNAVAILABLE"})
    void shouldRepeatWhatIsWrongWithAFile(FailureCategory category) {
        // when
        Failure failure = EntraFailures.failure(
                new RuntimeException(new UnusableFileException(category, "the file x is empty")), APPLICATION);

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.message()).endsWith("in tenant tenant-1: the file x is empty");
    }
}
