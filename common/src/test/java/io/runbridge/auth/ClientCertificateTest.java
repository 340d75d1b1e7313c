package io.runbridge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.runbridge.config.PlatformConfig;
import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.testing.PlatformSettings;
import io.runbridge.platform.testing.TestCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {

    private static final Optional<Secret> PASSWORD = Optional.of(new Secret(TestCertificate.PASSWORD));

    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    @TempDir
    static Path folder;

    private static TestCertificate valid;

    @BeforeAll
    static void make() throws Exception {
        valid = TestCertificate.valid(folder);
    }

    @Test
    void shouldReadPemAndPkcs12() {
        // when
        ClientCertificate pem = ClientCertificate.read(valid.pem().toString(), Optional.empty());
        ClientCertificate pfx = ClientCertificate.read(valid.pfx().toString(), PASSWORD);

        // then
        assertThat(pem.pem()).isTrue();
        assertThat(pfx.pem()).isFalse();
        assertThat(pem.endsAt()).isEqualTo(pfx.endsAt()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", KEY, CERTIFICATE, KEY + CERTIFICATE, "-----BEGIN ENCRYPTED PRIVATE KEY-----"})
    void shouldNameAFileThatIsOfNoUse(String text) throws Exception {
        // given
        String file = Files.writeString(folder.resolve("unusable"), text).toString();

        // then
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ClientCertificate.read(file, PASSWORD))
                .withMessageContaining(file)
                .withMessageNotContaining("MIIB")
                .withMessageNotContaining(TestCertificate.PASSWORD)
                .withNoCause();
    }

    @Test
    void shouldAskForThePasswordIfItIsWrong() {
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ClientCertificate.read(valid.pfx().toString(), Optional.empty()))
                .withMessageContaining("auth.certificate-password");
    }

    @Test
    void shouldRejectAKeyThatIsNotRsa() throws Exception {
        // given
        TestCertificate elliptic = TestCertificate.elliptic(folder);

        // then
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ClientCertificate.read(elliptic.pem().toString(), Optional.empty()));
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ClientCertificate.read(elliptic.pfx().toString(), PASSWORD))
                .withMessageContaining("RSA");
    }

    @Test
    void shouldRejectTheConfigurationIfTheFileIsOfNoUse() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("other.pem"), "no certificate");

        // then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.of(config(file), Clock.systemUTC()))
                .withMessageStartingWith("auth.certificate-file: ")
                .withMessageContaining(file.toString());
    }

    @Test
    void shouldSayThatTheCertificateHasEnded() throws Exception {
        // given
        TestCertificate ended = TestCertificate.ended(folder);

        // when
        Answer<BearerToken> answer = Credentials.of(config(ended.pem()), Clock.systemUTC())
                .fetch()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        // then
        Failure failure = ((Answer.Failed<BearerToken>) answer).failure();
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message())
                .startsWith("Entra ID gave no token for application client in tenant tenant: the certificate in "
                        + ended.pem() + " ended at ");
    }

    private static PlatformConfig config(Path file) {
        return PlatformSettings.of(
                PlatformType.SYNAPSE,
                URI.create("https://workspace.test"),
                Map.of(
                        "auth.method", "client-certificate",
                        "auth.tenant-id", "tenant",
                        "auth.client-id", "client",
                        "auth.certificate-file", file.toString()));
    }
}
