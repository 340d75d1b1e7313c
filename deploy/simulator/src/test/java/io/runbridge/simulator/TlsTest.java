package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    @TempDir
    private Path folder;

    static SSLContext trusting(Path caFile) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", read(caFile));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static HttpRequest ready(SimulatorServer server, String host) {
        return HttpRequest.newBuilder(URI.create("https://" + host + ":" + server.httpsPort() + "/_simulator"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void shouldBeTrustedByThoseWhoTrustItsAuthority(String host) throws Exception {
        Path caFile = folder.resolve("ca.pem");
        try (SimulatorServer server =
                SimulatorServer.start(SimulatorOptions.forTests().withCaFile(caFile))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(caFile)).build();

            HttpResponse<String> response = client.send(ready(server, host), HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Files.readString(caFile)).isEqualTo(server.authorityPem());
        }
    }

    @Test
    void shouldNotBeTrustedByOthers() {
        try (SimulatorServer server = SimulatorServer.start(SimulatorOptions.forTests())) {
            HttpClient client = HttpClient.newHttpClient();

            assertThatThrownBy(() -> client.send(ready(server, "localhost"), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void shouldWriteAnAuthorityThatSignsItselfAndMaySign() throws Exception {
        Path caFile = folder.resolve("ca.pem");
        SimulatorServer.start(SimulatorOptions.forTests().withCaFile(caFile)).close();

        X509Certificate authority = read(caFile);
        authority.verify(authority.getPublicKey());

        assertThat(authority.getBasicConstraints()).isNotNegative();
        assertThat(authority.getKeyUsage()[5]).isTrue();
    }

    @Test
    void shouldSayWhichPortIsTaken() {
        try (SimulatorServer first = SimulatorServer.start(SimulatorOptions.forTests())) {
            SimulatorOptions same = SimulatorOptions.forTests().withPorts(first.httpPort(), 0);

            assertThatThrownBy(() -> SimulatorServer.start(same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + first.httpPort());
        }
    }
}
