package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own identity client must not notice that it talks to a simulator. */
class AzureIdentityTest {

    private static final String SYNAPSE = "https://dev.azuresynapse.net/.default";

    @TempDir
    private Path folder;

    private SimulatorServer server;

    @BeforeEach
    void start() {
        server = SimulatorServer.start(SimulatorOptions.forTests().withCaFile(folder.resolve("ca.pem")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ClientSecretCredential credential(String secret) throws Exception {
        java.net.http.HttpClient.Builder http =
                java.net.http.HttpClient.newBuilder().sslContext(TlsTest.trusting(folder.resolve("ca.pem")));
        return new ClientSecretCredentialBuilder()
                .authorityHost(server.httpsUrl() + "/")
                .tenantId("11111111-2222-4333-8444-555555555555")
                .clientId("runbridge")
                .clientSecret(secret)
                .disableInstanceDiscovery()
                .httpClient(new JdkHttpClientBuilder(http).build())
                .build();
    }

    @Test
    void shouldGetATokenThatIsGood() throws Exception {
        AccessToken token = credential("runbridge-secret").getTokenSync(new TokenRequestContext().addScopes(SYNAPSE));

        assertThat(token.getExpiresAt())
                .isAfter(OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(10));
        assertThat(new Remote(server)
                        .get("/pipelines?" + Remote.API_VERSION, token.getToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldReadTheReasonOfARefusal() throws Exception {
        ClientSecretCredential credential = credential("wrong");

        assertThatThrownBy(() -> credential.getTokenSync(new TokenRequestContext().addScopes(SYNAPSE)))
                .hasStackTraceContaining("AADSTS7000215");
    }
}
