package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows who a client is, but for a secret: certificates, trusted tokens, the host, a role in Azure. */
class IdentityFactsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @TempDir
    static Path folder;

    private static final String FORM = "grant_type=client_credentials&client_id=runbridge"
            + "&scope=https%3A%2F%2Fdev.azuresynapse.net%2F.default"
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";
    private static final String SYNAPSE = "/pipelines?" + Remote.API_VERSION;
    private static final String JOBS = "/api/2.2/jobs/list";
    private static final String ENDPOINT = "/contoso/oauth2/v2.0/token";
    private static final long NOW = Scene.START.getEpochSecond();

    private static SignedAssertion registered;
    private static SignedAssertion stranger;

    private final Remote remote = SCENE.remote();

    @BeforeAll
    static void makeKeys() throws Exception {
        registered = new SignedAssertion(folder, "registered");
        stranger = new SignedAssertion(folder, "stranger");
    }

    @Test
    void shouldLetInWhoSignedWithARegisteredCertificate() throws Exception {
        register(registered);

        Reply reply = remote.form(ENDPOINT, FORM + registered.sign(claims()));

        assertThat(remote.get(SYNAPSE, reply.json().getString("access_token")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "aud, https://elsewhere.test/oauth2/v2.0/token, 700023",
        "iss, other,                                    700021",
        "sub, other,                                    700021",
    })
    void shouldRejectAnAssertionForSomethingElse(String claim, String value, int number) throws Exception {
        register(registered);

        assertRejected(remote.form(ENDPOINT, FORM + registered.sign(claims().put(claim, value))), number);
    }

    @Test
    void shouldRejectAnAssertionThatHasEnded() throws Exception {
        register(registered);

        assertRejected(remote.form(ENDPOINT, FORM + registered.sign(claims().put("exp", NOW - 1))), 700024);
    }

    @Test
    void shouldRejectASignatureOfAnotherKey() throws Exception {
        register(registered);
        String signed = registered.sign(claims());
        String other = registered.sign(claims().put("jti", "2"));

        String mixed = signed.substring(0, signed.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));

        assertRejected(remote.form(ENDPOINT, FORM + mixed), 700027);
    }

    @Test
    void shouldRejectACertificateThatIsNotRegistered() throws Exception {
        register(registered);

        assertRejected(remote.form(ENDPOINT, FORM + stranger.sign(claims())), 700213);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "e30.e30.", "W10.W10.x"})
    void shouldRejectWhatIsNoJwt(String assertion) {
        Reply reply = remote.form(ENDPOINT, FORM + assertion);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain(assertion);
    }

    @Test
    void shouldTakeATrustedTokenOfAnotherProvider() {
        assertRejected(remote.form(ENDPOINT, FORM + "aaa.bbb.ccc"), 50027);
        remote.control("POST", "/trusted-tokens", new JsonObject().put("token", "aaa.bbb.ccc"));

        assertThat(remote.form(ENDPOINT, FORM + "aaa.bbb.ccc").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "runbridge-secret, '',                   200",
        "runbridge-secret, &client_id=runbridge, 200",
        "runbridge-secret, &client_id=other,     400",
        "wrong,            '',                   400",
    })
    void shouldGiveTheHostsTokenAtItsIdentityEndpoint(String header, String query, int status) {
        Reply reply = identity("/msi/token?api-version=2019-08-01" + query, Map.of("X-IDENTITY-HEADER", header));

        assertThat(reply.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(reply.json().getString("expires_on")).isEqualTo(Long.toString(NOW + 3_599));
            assertThat(remote.get(SYNAPSE, reply.json().getString("access_token"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, '', 200", "false, '', 400", "true, &client_id=runbridge, 200", "true, &client_id=other, 400"})
    void shouldGiveTheMachinesTokenAtItsMetadataEndpoint(String header, String query, int status) {
        Reply reply =
                identity("/metadata/identity/oauth2/token?api-version=2018-02-01" + query, Map.of("Metadata", header));

        assertThat(reply.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dev.azuresynapse.net",
                "https://dev.azuresynapse.usgovcloudapi.net",
                "https://dev.azuresynapse.azure.cn/"
            })
    void shouldKnowSynapseInEachCloud(String resource) {
        String token = remote.token(resource.replace("/", "%2F").replace(":", "%3A") + "%2F.default");

        assertThat(remote.get(SYNAPSE, token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"none, 403", "workspace, 403", "management, 401", "both, 200"})
    void shouldLetContributorsShowThatTheyManageTheWorkspace(String shown, int status) {
        remote.set("contributorsOnly", true);
        String databricks = remote.token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default");
        String management = remote.token("https%3A%2F%2Fmanagement.core.windows.net%2F%2F.default");
        var request = remote.request("GET", JOBS, databricks, "");
        if (!shown.equals("none")) {
            request.header(
                    "X-Databricks-Azure-Workspace-Resource-Id",
                    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w");
        }
        if (shown.equals("management") || shown.equals("both")) {
            request.header("X-Databricks-Azure-SP-Management-Token", shown.equals("both") ? management : databricks);
        }

        assertThat(remote.exchange(request.build()).status()).isEqualTo(status);
    }

    private Reply identity(String path, Map<String, String> headers) {
        var request = remote.request("GET", path + "&resource=https%3A%2F%2Fdev.azuresynapse.net", "", "");
        headers.forEach(request::header);
        return remote.exchange(request.build());
    }

    private void register(SignedAssertion client) throws Exception {
        remote.control("POST", "/certificates", new JsonObject().put("pem", client.pem()));
    }

    private static void assertRejected(Reply reply, int number) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().getString("error")).isEqualTo("invalid_client");
        assertThat(reply.array("error_codes").getInteger(0)).isEqualTo(number);
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("aud", SCENE.server().httpUrl() + ENDPOINT)
                .put("iss", "runbridge")
                .put("sub", "runbridge")
                .put("jti", "1")
                .put("nbf", NOW)
                .put("exp", NOW + 600);
    }
}
