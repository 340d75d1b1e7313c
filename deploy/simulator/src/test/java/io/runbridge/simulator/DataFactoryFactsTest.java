package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Data Factory does otherwise than Synapse. */
class DataFactoryFactsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String GROUP = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/simulator";
    private static final String FACTORIES = GROUP + "/providers/Microsoft.DataFactory/factories/";
    private static final String VERSION = "?api-version=2018-06-01";

    private final Remote remote = SCENE.remote();
    private String token;

    @BeforeEach
    void signIn() {
        token = remote.token("https%3A%2F%2Fmanagement.azure.com%2F.default");
    }

    private Reply get(String path) {
        return remote.get(FACTORIES + path + VERSION, token);
    }

    private Reply post(String path, JsonObject body) {
        return remote.post(FACTORIES + path + VERSION, token, body);
    }

    private String start(String factory, String pipeline) {
        Reply reply = post(factory + "/pipelines/" + pipeline + "/createRun", new JsonObject());
        assertThat(reply.status()).isEqualTo(200);
        return reply.json().getString("runId");
    }

    private static JsonObject window() {
        return new JsonObject()
                .put("lastUpdatedAfter", "2026-11-23T09:00:00Z")
                .put("lastUpdatedBefore", "2026-11-24T00:00:00Z");
    }

    @Test
    void shouldAnswerCreateRunWith200AndTheRunIdAlone() {
        Reply reply = post("simulator/pipelines/load-customers/createRun", new JsonObject().put("day", "2026-11-23"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().fieldNames()).containsExactly("runId");
        assertThat(reply.header("x-ms-ratelimit-remaining-subscription-writes")).isPresent();
    }

    @Test
    void shouldDescribePipelinesAsResourcesOfTheFactory() {
        JsonObject pipeline = get("simulator/pipelines/load-customers").json();

        assertThat(pipeline.getString("id")).isEqualTo(FACTORIES + "simulator/pipelines/load-customers");
        assertThat(pipeline.getString("type")).isEqualTo("Microsoft.DataFactory/factories/pipelines");
    }

    @Test
    void shouldPassQueuedAndInProgressToSucceeded() {
        String runId = start("simulator", "load-customers");

        JsonObject queued = get("simulator/pipelineruns/" + runId).json();
        remote.advance(1_000);
        JsonObject running = get("simulator/pipelineruns/" + runId).json();
        remote.advance(2_000);
        JsonObject done = get("simulator/pipelineruns/" + runId).json();

        assertThat(queued.getString("status")).isEqualTo("Queued");
        assertThat(queued.containsKey("runDimensions")).isTrue();
        assertThat(running.getString("status")).isEqualTo("InProgress");
        assertThat(done.getString("status")).isEqualTo("Succeeded");
    }

    @Test
    void shouldTellActivitiesByTheRunAlone() {
        String runId = start("simulator", "ingest-orders");
        remote.advance(3_000);

        Reply reply = post("simulator/pipelineruns/" + runId + "/queryActivityruns", window());

        assertThat(reply.array("value")).hasSize(2);
        assertThat(post("simulator/pipelines/ingest-orders/pipelineruns/" + runId + "/queryActivityruns", window())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldCancelWithAnEmpty200() {
        String runId = start("simulator", "load-customers");

        Reply cancel = remote.send(
                "POST",
                FACTORIES + "simulator/pipelineruns/" + runId + "/cancel" + VERSION + "&isRecursive=true",
                token,
                "");
        remote.advance(500);

        assertThat(cancel.status()).isEqualTo(200);
        assertThat(cancel.body()).isEmpty();
        assertThat(get("simulator/pipelineruns/" + runId).json().getString("status"))
                .isEqualTo("Cancelled");
    }

    @Test
    void shouldKeepFactoriesApartAndTakeTheirNamesInAnyCase() {
        remote.control(
                "POST",
                "/datafactory/pipelines",
                new JsonObject().put("name", "other").put("factory", "second"));
        String runId = start("SECOND", "other");

        JsonArray second = post("second/queryPipelineRuns", window()).array("value");
        JsonArray first = post("simulator/queryPipelineRuns", window()).array("value");

        assertThat(second).hasSize(1);
        assertThat(first).isEmpty();
        assertThat(get("simulator/pipelineruns/" + runId).status()).isEqualTo(404);
        assertThat(get("simulator/pipelines/other").status()).isEqualTo(404);
        assertThat(remote.control("GET", "/runs?platform=datafactory", new JsonObject())
                        .getJsonArray("value")
                        .getJsonObject(0)
                        .getString("factory"))
                .isEqualTo("second");
    }

    @Test
    void shouldForgetFactoriesThatWereMade() {
        remote.control(
                "POST",
                "/datafactory/pipelines",
                new JsonObject().put("name", "other").put("factory", "second"));
        remote.control("POST", "/reset", new JsonObject());

        assertThat(get("second/pipelines").status()).isEqualTo(404);
    }

    @Test
    void shouldPageTheListOfPipelinesByNextLinkWithinTheFactory() {
        remote.set("pipelinePageSize", 2);

        Reply first = get("simulator/pipelines");
        Reply second = remote.get(first.json().getString("nextLink"), token);

        assertThat(first.json().getString("nextLink")).startsWith(SCENE.server().httpUrl() + FACTORIES + "simulator/");
        assertThat(second.array("value")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/11111111-0000-4000-8000-000000000000/resourceGroups/simulator, SubscriptionNotFound",
        "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/nowhere, ResourceGroupNotFound",
    })
    void shouldSayWhatIsNotThere(String group, String code) {
        Reply reply =
                remote.get(group + "/providers/Microsoft.DataFactory/factories/simulator/pipelines" + VERSION, token);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo(code);
    }

    @Test
    void shouldSayThatAFactoryIsNotThere() {
        JsonObject error = get("nobody/pipelines").json().getJsonObject("error");

        assertThat(error.getString("code")).isEqualTo("ResourceNotFound");
        assertThat(error.getString("message")).contains("'Microsoft.DataFactory/factories/nobody'");
    }

    @Test
    void shouldRejectTokensOfAnotherAudience() {
        assertThat(remote.get(FACTORIES + "simulator/pipelines" + VERSION, remote.synapseToken())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void shouldRejectCallsIfApiVersionIsSynapses() {
        assertThat(remote.get(FACTORIES + "simulator/pipelines?" + Remote.API_VERSION, token)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldFillTheFactoryThatIsAlwaysThere() {
        remote.control(
                "POST",
                "/fill",
                new JsonObject()
                        .put("platform", "datafactory")
                        .put("job", "load-customers")
                        .put("count", 3));

        assertThat(post("simulator/queryPipelineRuns", window()).array("value")).hasSize(3);
    }
}
