package io.runbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    private Path folder;

    private RegistryStandIn server;

    @BeforeEach
    void startRegistry() throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        server = new RegistryStandIn(https);
    }

    @AfterEach
    void stopRegistry() {
        server.close();
    }

    @Test
    void shouldTrustAuthorityFromSettings() {
        assertThat(prepareWith(Map.of(
                        "schema.registry.ssl.truststore.location",
                        folder.resolve("trust.p12").toString(),
                        "schema.registry.ssl.truststore.password",
                        PASSWORD,
                        "schema.registry.ssl.truststore.type",
                        "PKCS12")))
                .isInstanceOf(ContractOutcome.Ready.class);
    }

    @Test
    void shouldNotTrustUnknownAuthority() {
        assertThat(prepareWith(Map.of()))
                .isInstanceOfSatisfying(ContractOutcome.Unavailable.class, outcome -> assertThat(outcome.reason())
                        .contains("SSLHandshake"));
    }

    private ContractOutcome prepareWith(Map<String, String> tls) {
        Map<String, String> settings = new HashMap<>(tls);
        settings.put("schema.registry.url", server.url());
        return new ContractSubjects(
                        RegistryClient.connect(settings),
                        Map.of("run-requests", RunRequest.getClassSchema()),
                        Registration.REGISTER)
                .prepare();
    }

    private SSLContext serverContext() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        writeTrust(keys);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void writeTrust(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("registry", keys.getCertificate("registry"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }
}
