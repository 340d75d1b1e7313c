package io.runbridge.platform.testing;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.JobType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to show who we are, end to end: configuration, token, TLS, call. Those of a host: {@link HostIdentityTest}. */
class IdentitiesTest {

    private static final String WORKSPACE =
            "/subscriptions/s-1/resourceGroups/data/providers/Microsoft.Databricks/workspaces/bricks";
    private static final String SECRET = "runbridge-secret";

    /** Of the shape of a cluster's tokens. */
    private static final String ASSERTION = "eyJpl4nted.eyJpl4nted.pl4nted";

    @TempDir
    static Path folder;

    private static TestCertificate certificate;

    private final LogLines log = new LogLines();
    private SimulatorSite site;

    @BeforeAll
    static void make() throws Exception {
        certificate = TestCertificate.valid(folder);
    }

    @AfterEach
    void close() {
        log.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"SYNAPSE_PIPELINE, pem", "SYNAPSE_PIPELINE, pfx", "DATABRICKS_JOB, pem"})
    void shouldShowACertificate(JobType type, String form) {
        // given
        site = SimulatorSite.encrypted(type, ofCertificate(form));
        site.control("POST", "/certificates", member("pem", certificate.certificate()));

        // when
        success(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(site.runs()).isEqualTo(1);
        assertNothingShown("");
    }

    @Test
    void shouldSayWhichCertificateIsNotRegistered() {
        // given
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, ofCertificate("pfx"));

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message())
                .contains("application runbridge in tenant tenant", "AADSTS700213", "auth.certificate-file");
        assertNothingShown(failure.message());
    }

    @Test
    void shouldReadTheCertificateAnewForEachToken() throws Exception {
        // given
        Path file = Files.copy(certificate.pem(), folder.resolve("rotated.pem"));
        Map<String, String> settings = ofCertificate("pem");
        settings.put("auth.certificate-file", file.toString());
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, settings);
        Files.delete(file);

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(failure.message()).contains("the certificate file " + file + " cannot be read");
    }

    @Test
    void shouldShowTheTokenOfAWorkload() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("token"), ASSERTION + "\n");
        site = SimulatorSite.encrypted(JobType.DATABRICKS_WORKFLOW, ofWorkload(file));
        site.control("POST", "/trusted-tokens", member("token", ASSERTION));
        success(site.adapter().start(site.start("r-1"), () -> true));

        // when
        String next = ASSERTION + "-next";
        Files.writeString(file, next);
        site.control("POST", "/reset", "");
        site.control("POST", "/trusted-tokens", member("token", next));
        site.control("DELETE", "/tokens", "");
        success(site.adapter().start(site.start("r-2"), () -> true));

        // then
        assertThat(site.runs()).isEqualTo(1);
        assertNothingShown("");
    }

    @Test
    void shouldSayThatAWorkloadIsNotTrusted() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("stranger"), ASSERTION);
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, ofWorkload(file));

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message()).contains("invalid_client", "AADSTS", "federated credential");
        assertNothingShown(failure.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "long"})
    void shouldSayThatATokenFileIsOfNoUse(String kind) throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("gone-" + kind), ASSERTION);
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, ofWorkload(file));
        switch (kind) {
            case "missing" -> Files.delete(file);
            case "empty" -> Files.writeString(file, " \n");
            default -> Files.writeString(file, "pl4nted".repeat(10_000));
        }

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(failure.message()).contains("the token file " + file);
        assertNothingShown(failure.message());
    }

    @Test
    void shouldGetTokensFromDatabricksItself() {
        // given
        site = SimulatorSite.encrypted(JobType.DATABRICKS_WORKFLOW, ofMachine(SECRET));
        success(site.adapter().start(site.start("r-1"), () -> true));
        site.control("DELETE", "/tokens", "");

        // when
        success(site.adapter().start(site.start("r-2"), () -> true));

        // then
        assertThat(site.runs()).isEqualTo(2);
        assertThat(count("entra.databricksToken")).isEqualTo(2);
        assertThat(count("entra.tokenV2")).isZero();
        assertNothingShown("");
    }

    @Test
    void shouldSayThatDatabricksDoesNotKnowOurSecret() {
        // given
        site = SimulatorSite.encrypted(JobType.DATABRICKS_PIPELINE, ofMachine("pl4nted-wr0ng"));

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message()).contains("service principal runbridge", "401", "auth.client-secret");
        assertNothingShown(failure.message());
    }

    @Test
    void shouldShowADatabricksWorkspaceThatWeManageIt() {
        // given
        site = SimulatorSite.encrypted(JobType.DATABRICKS_JOB, Map.of("auth.workspace-resource-id", WORKSPACE));
        site.settings("{\"contributorsOnly\":true}");
        success(site.adapter().start(site.start("r-1"), () -> true));
        site.control("DELETE", "/tokens", "");

        // when
        success(site.adapter().start(site.start("r-2"), () -> true));

        // then
        assertThat(site.runs()).isEqualTo(2);
        assertThat(count("entra.tokenV2")).isEqualTo(4);
        assertNothingShown("");
    }

    @Test
    void shouldNotBeLetInWithoutNamingTheWorkspace() {
        // given
        site = SimulatorSite.encrypted(JobType.DATABRICKS_JOB, Map.of());
        site.settings("{\"contributorsOnly\":true}");

        // then
        assertThat(failure(site.adapter().start(site.start("r-1"), () -> true)).category())
                .isEqualTo(FailureCategory.UNAUTHORIZED);
    }

    @Test
    void shouldAskForThePublicCloudsScopesOtherwise() {
        // given
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, Map.of());
        site.fault("{\"operation\":\"entra.*\",\"status\":401,\"count\":-1,\"contains\":\"dev.azuresynapse.net\"}");

        // then
        assertThat(failure(site.adapter().start(site.start("r-1"), () -> true)).message())
                .contains("Entra ID gave no token");
    }

    @ParameterizedTest
    @CsvSource({
        "SYNAPSE_PIPELINE, us-government",
        "SYNAPSE_PIPELINE, china",
        "DATABRICKS_JOB, us-government",
        "DATABRICKS_JOB, china"
    })
    void shouldAskForTheCloudsOwnScopes(JobType type, String cloud) {
        // given
        Map<String, String> settings = new HashMap<>(Map.of("auth.cloud", cloud));
        if (type == JobType.DATABRICKS_JOB) {
            settings.put("auth.workspace-resource-id", WORKSPACE);
        }
        site = SimulatorSite.encrypted(type, settings);
        site.settings("{\"contributorsOnly\":true}");
        // What asks for the public cloud's fails.
        for (String scope : List.of("dev.azuresynapse.net", "management.core.windows.net")) {
            site.fault("{\"operation\":\"entra.*\",\"status\":401,\"count\":-1,\"contains\":\"" + scope + "\"}");
        }

        // when
        success(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(site.runs()).isEqualTo(1);
        if (type == JobType.SYNAPSE_PIPELINE) {
            String host = cloud.equals("china") ? "web.azuresynapse.azure.cn" : "web.azuresynapse.usgovcloudapi.net";
            assertThat(site.adapter().monitoringUrl(site.unknownRun())).startsWith("https://" + host + "/");
        }
    }

    private void assertNothingShown(String text) {
        List<String> secrets = List.of(SECRET, "pl4nted", "client_assertion=", "BEGIN PRIVATE", "sim.");
        assertThat(log.texts()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .doesNotContain(secrets.toArray(String[]::new)));
        assertThat(text).doesNotContain(secrets.toArray(String[]::new));
    }

    private int count(String operation) {
        return Json.read(site.calls())
                .map(json -> json.path(operation).path("count").asInt())
                .orElseThrow();
    }

    private static String member(String name, String value) {
        return Json.object().put(name, value).toString();
    }

    private static Map<String, String> ofCertificate(String form) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "auth.method", "client-certificate",
                "auth.tenant-id", "tenant",
                "auth.client-id", "runbridge",
                "auth.authority-host", "SIMULATOR",
                "auth.certificate-file", (form.equals("pem") ? certificate.pem() : certificate.pfx()).toString()));
        if (form.equals("pfx")) {
            settings.put("auth.certificate-password", TestCertificate.PASSWORD);
        }
        return settings;
    }

    private static Map<String, String> ofWorkload(Path file) {
        return Map.of(
                "auth.method", "workload-identity",
                "auth.tenant-id", "tenant",
                "auth.client-id", "runbridge",
                "auth.authority-host", "SIMULATOR",
                "auth.token-file", file.toString());
    }

    private static Map<String, String> ofMachine(String secret) {
        return Map.of("auth.method", "oauth-m2m", "auth.client-id", "runbridge", "auth.client-secret", secret);
    }
}
