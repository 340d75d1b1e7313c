package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraFactsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String CLIENT =
            "grant_type=client_credentials&client_id=runbridge&client_secret=runbridge-secret";
    private static final String SYNAPSE = "/pipelines?" + Remote.API_VERSION;
    private static final String JOBS = "/api/2.2/jobs/list";

    private final Remote remote = SCENE.remote();

    @Test
    void shouldWriteNumbersAsStringsInVersion1() {
        JsonObject token = remote.form(
                        "/contoso/oauth2/token", CLIENT + "&resource=https%3A%2F%2Fdev.azuresynapse.net%2F")
                .json();

        assertThat(token.getString("expires_in")).isEqualTo("3599");
        assertThat(token.getValue("expires_on")).isInstanceOf(String.class);
        assertThat(token.getString("resource")).isEqualTo("https://dev.azuresynapse.net/");
        assertThat(remote.get(SYNAPSE, token.getString("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void shouldWriteNumbersAsNumbersInVersion2AndTakeExtraScopeWords() {
        JsonObject token = remote.form(
                        "/11111111-2222-4333-8444-555555555555/oauth2/v2.0/token",
                        CLIENT
                                + "&client_info=1&scope=https%3A%2F%2Fdev.azuresynapse.net%2F.default+openid+profile+offline_access")
                .json();

        assertThat(token.getInteger("expires_in")).isEqualTo(3599);
        assertThat(token.getString("token_type")).isEqualTo("Bearer");
        assertThat(remote.get(SYNAPSE, token.getString("access_token")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id=runbridge&client_secret=wrong&scope=x%2F.default                | 401 | invalid_client      | 7000215
            client_id=other&client_secret=wrong&scope=x%2F.default                    | 400 | unauthorized_client | 700016
            client_id=runbridge&client_secret=runbridge-secret&scope=nothing          | 400 | invalid_scope       | 70011
            """)
    void shouldRejectWithTheAadstsBody(String form, int status, String error, int number) {
        Reply reply = remote.form("/t/oauth2/v2.0/token", "grant_type=client_credentials&" + form);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().getString("error")).isEqualTo(error);
        assertThat(reply.array("error_codes").getInteger(0)).isEqualTo(number);
        assertThat(reply.json().getString("error_description"))
                .startsWith("AADSTS" + number + ": ")
                .contains("Trace ID:");
        assertThat(reply.json().fieldNames()).contains("timestamp", "trace_id", "correlation_id", "error_uri");
    }

    @Test
    void shouldRejectAnUnknownResourceInVersion1() {
        Reply reply = remote.form("/t/oauth2/token", CLIENT + "&resource=https%3A%2F%2Fnowhere.example");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("error")).isEqualTo("invalid_resource");
    }

    @Test
    void shouldNeverRepeatASecretInAnError() {
        Reply reply = remote.form(
                "/t/oauth2/v2.0/token",
                "grant_type=client_credentials&client_id=runbridge&client_secret=hush-hush&scope=x");

        assertThat(reply.body()).doesNotContain("hush-hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "dapi-local"})
    void shouldRejectBadTokensAtSynapse(String token) {
        Reply reply = remote.get(SYNAPSE, token);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("AuthenticationFailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dapi-other"})
    void shouldRejectBadTokensAtDatabricks(String token) {
        Reply reply = remote.get(JOBS, token);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().getString("error_code")).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void shouldRejectTokensOfAnotherAudience() {
        String synapse = remote.synapseToken();
        String databricks = remote.token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default");

        assertThat(remote.get(JOBS, synapse).status()).isEqualTo(401);
        assertThat(remote.get(SYNAPSE, databricks).status()).isEqualTo(401);
        assertThat(remote.get(JOBS, databricks).status()).isEqualTo(200);
    }

    @Test
    void shouldRejectExpiredAndRevokedTokens() {
        remote.set("tokenSeconds", 60);
        String token = remote.synapseToken();
        int fresh = remote.get(SYNAPSE, token).status();
        remote.advance(60_000);
        int expired = remote.get(SYNAPSE, token).status();
        String second = remote.synapseToken();
        remote.control("DELETE", "/tokens", new JsonObject());

        assertThat(fresh).isEqualTo(200);
        assertThat(expired).isEqualTo(401);
        assertThat(remote.get(SYNAPSE, second).status()).isEqualTo(401);
    }

    @Test
    void shouldLetMachinesInByDatabricksOauth() {
        String endpoint = remote.get("/oidc/.well-known/oauth-authorization-server", "")
                .json()
                .getString("token_endpoint");
        String basic =
                Base64.getEncoder().encodeToString("runbridge:runbridge-secret".getBytes(StandardCharsets.UTF_8));

        Reply reply =
                remote.exchange(remote.request("POST", endpoint, "", "grant_type=client_credentials&scope=all-apis")
                        .header("Authorization", "Basic " + basic)
                        .build());

        assertThat(reply.json().getString("scope")).isEqualTo("all-apis");
        assertThat(remote.get(JOBS, reply.json().getString("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void shouldTellWhereItsTokensComeFrom() {
        JsonObject metadata =
                remote.get("/contoso/v2.0/.well-known/openid-configuration", "").json();

        assertThat(metadata.getString("token_endpoint")).endsWith("/contoso/oauth2/v2.0/token");
        assertThat(metadata.getString("issuer")).endsWith("/contoso/v2.0");
    }

    @ParameterizedTest
    @CsvSource({"/t/oauth2/token", "/t/oauth2/v2.0/token", "/oidc/v1/token"})
    void shouldRejectAnotherGrant(String path) {
        Reply reply = remote.form(path, CLIENT.replace("client_credentials", "password"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("error")).isEqualTo("unsupported_grant_type");
    }
}
