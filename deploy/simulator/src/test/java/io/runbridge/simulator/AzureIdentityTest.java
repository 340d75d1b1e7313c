package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientCertificateCredential;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import io.vertx.core.json.JsonObject;
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

    private <T extends AadCredentialBuilderBase<T>> T here(T builder) throws Exception {
        java.net.http.HttpClient.Builder http =
                java.net.http.HttpClient.newBuilder().sslContext(TlsTest.trusting(folder.resolve("ca.pem")));
        return builder.authorityHost(server.httpsUrl() + "/")
                .tenantId("11111111-2222-4333-8444-555555555555")
                .clientId("runbridge")
                .disableInstanceDiscovery()
                .httpClient(new JdkHttpClientBuilder(http).build());
    }

    private ClientSecretCredential credential(String secret) throws Exception {
        return here(new ClientSecretCredentialBuilder()).clientSecret(secret).build();
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

    @Test
    void shouldTakeARegisteredCertificateAndNoOther() throws Exception {
        SignedAssertion client = new SignedAssertion(folder, "client");
        ClientCertificateCredential credential = here(new ClientCertificateCredentialBuilder())
                .pfxCertificate(client.store().toString())
                .clientCertificatePassword(client.password())
                .build();

        assertThatThrownBy(() -> credential.getTokenSync(new TokenRequestContext().addScopes(SYNAPSE)))
                .hasStackTraceContaining("AADSTS700213");
        new Remote(server).control("POST", "/certificates", new JsonObject().put("pem", client.pem()));

        assertThat(credential
                        .getTokenSync(new TokenRequestContext().addScopes(SYNAPSE))
                        .getToken())
                .isNotEmpty();
    }
}
