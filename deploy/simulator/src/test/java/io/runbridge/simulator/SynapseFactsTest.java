package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynapseFactsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private final Remote remote = SCENE.remote();
    private String token;

    @BeforeEach
    void signIn() {
        token = remote.synapseToken();
    }

    private Reply get(String path) {
        return remote.get(path + "?" + Remote.API_VERSION, token);
    }

    private Reply create(String pipeline, String query, JsonObject body) {
        return remote.post("/pipelines/" + pipeline + "/createRun?" + Remote.API_VERSION + query, token, body);
    }

    private String start(String pipeline) {
        return create(pipeline, "", new JsonObject()).json().getString("runId");
    }

    private JsonObject run(String runId) {
        return get("/pipelineruns/" + runId).json();
    }

    private Reply query(JsonObject extra) {
        JsonObject body = new JsonObject()
                .put("lastUpdatedAfter", "2026-11-23T09:00:00Z")
                .put("lastUpdatedBefore", "2026-11-24T00:00:00.0000000Z")
                .mergeIn(extra);
        return remote.post("/queryPipelineRuns?" + Remote.API_VERSION, token, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pipelines", "/pipelines/examplePipeline", "/pipelineruns/x"})
    void shouldRejectCallsIfApiVersionIsMissing(String path) {
        Reply reply = remote.get(path, token);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void shouldRejectCallsIfApiVersionIsAnother() {
        assertThat(remote.get("/pipelines?api-version=2018-06-01", token).status())
                .isEqualTo(400);
    }

    @Test
    void shouldKnowTheTwoPipelinesOfTheStart() {
        Reply reply = get("/pipelines");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.array("value").stream().map(p -> ((JsonObject) p).getString("name")))
                .containsExactly("examplePipeline", "ingest-orders");
        assertThat(reply.json().containsKey("nextLink")).isFalse();
    }

    @Test
    void shouldDescribeParametersWithTypeAndDefault() {
        JsonObject pipeline = get("/pipelines/ingest-orders").json();

        JsonObject parameters = pipeline.getJsonObject("properties").getJsonObject("parameters");
        assertThat(parameters.getJsonObject("retries").getMap())
                .containsEntry("type", "Int")
                .containsEntry("defaultValue", 3);
        assertThat(parameters.getJsonObject("apiKey").getString("type")).isEqualTo("SecureString");
        assertThat(pipeline.getString("type")).isEqualTo("Microsoft.Synapse/workspaces/pipelines");
    }

    @Test
    void shouldPageTheListOfPipelinesByAbsoluteNextLink() {
        remote.set("pipelinePageSize", 1);

        Reply first = get("/pipelines");
        Reply second = remote.get(first.json().getString("nextLink"), token);

        assertThat(first.array("value")).hasSize(1);
        assertThat(first.json().getString("nextLink"))
                .startsWith(SCENE.server().httpUrl())
                .contains("api-version=");
        assertThat(second.array("value").getJsonObject(0).getString("name")).isEqualTo("ingest-orders");
        assertThat(second.json().containsKey("nextLink")).isFalse();
    }

    @Test
    void shouldAnswer304IfTheEtagIsKnown() {
        String etag = get("/pipelines/examplePipeline").json().getString("etag");

        Reply reply =
                remote.exchange(remote.request("GET", "/pipelines/examplePipeline?" + Remote.API_VERSION, token, "")
                        .header("If-None-Match", etag)
                        .build());

        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void shouldAnswerCreateRunWith202AndTheRunIdAlone() {
        Reply reply = create("examplePipeline", "", new JsonObject());

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().fieldNames()).containsExactly("runId");
        assertThat(reply.header("x-ms-ratelimit-remaining-subscription-writes")).isPresent();
        assertThat(reply.header("x-ms-request-id")).isPresent();
    }

    @Test
    void shouldTakeACreateRunWithoutBody() {
        Reply reply = remote.send("POST", "/pipelines/examplePipeline/createRun?" + Remote.API_VERSION, token, "");

        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void shouldRejectAnUnknownPipelineWithPipelineNotFound() {
        Reply reply = create("nothing", "", new JsonObject());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("PipelineNotFound");
    }

    @Test
    void shouldRejectAnUnknownRunWithACloudError() {
        Reply reply = get("/pipelineruns/11111111-0000-4000-8000-000000000000");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getJsonObject("error").fieldNames()).contains("code", "message");
    }

    @Test
    void shouldRunAPipelineWhosePercentEncodedNameHasBlanksAndUmlauts() {
        remote.control("POST", "/synapse/pipelines", new JsonObject().put("name", "Tägliche Läufe (neu)"));

        Reply reply = create("T%C3%A4gliche%20L%C3%A4ufe%20(neu)", "", new JsonObject());

        assertThat(reply.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retries | "3"
            retries | 1.5
            retries | true
            dryRun  | "true"
            dryRun  | 1
            """)
    void shouldRejectAParameterIfItsJsonTypeIsWrong(String name, String json) {
        Reply reply = create("ingest-orders", "", new JsonObject("{\"" + name + "\":" + json + "}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonObject("error").getString("message")).contains(name);
        assertThat(remote.runs()).isZero();
    }

    @Test
    void shouldRejectABodyThatIsNoObject() {
        Reply reply = remote.send("POST", "/pipelines/examplePipeline/createRun?" + Remote.API_VERSION, token, "[1]");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("BadRequest");
    }

    @Test
    void shouldRejectAMissingParameterWithoutDefault() {
        remote.control(
                "POST",
                "/synapse/pipelines",
                new JsonObject("{\"name\":\"strict\",\"parameters\":{\"day\":{\"type\":\"String\"}}}"));

        assertThat(create("strict", "", new JsonObject()).status()).isEqualTo(400);
        assertThat(create("strict", "", new JsonObject().put("day", "2026-11-23"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void shouldEchoParametersAsStringsWithDefaultsAndMaskedSecrets() {
        JsonObject body = new JsonObject()
                .put("retries", 7)
                .put("dryRun", true)
                .put("apiKey", "top")
                .put("extra", List.of(1));
        String runId = create("ingest-orders", "", body).json().getString("runId");

        JsonObject parameters = run(runId).getJsonObject("parameters");

        assertThat(parameters.getMap())
                .containsEntry("retries", "7")
                .containsEntry("dryRun", "true")
                .containsEntry("since", "2026-01-01")
                .containsEntry("extra", "[1]")
                .containsEntry("apiKey", "**********");
    }

    @Test
    void shouldEchoSecureStringsIfTheSwitchSaysSo() {
        remote.set("maskSecureStrings", false);
        String runId = create("ingest-orders", "", new JsonObject().put("apiKey", "top"))
                .json()
                .getString("runId");

        assertThat(run(runId).getJsonObject("parameters").getString("apiKey")).isEqualTo("top");
    }

    @Test
    void shouldRejectUndeclaredParametersIfTheSwitchSaysSo() {
        remote.set("refuseUndeclaredParameters", true);

        assertThat(create("ingest-orders", "", new JsonObject().put("extra", 1)).status())
                .isEqualTo(400);
    }

    @Test
    void shouldPassQueuedAndInProgressToSucceeded() {
        String runId = start("examplePipeline");

        JsonObject queued = run(runId);
        remote.advance(1_000);
        JsonObject running = run(runId);
        remote.advance(2_000);
        JsonObject done = run(runId);

        assertThat(queued.getString("status")).isEqualTo("Queued");
        assertThat(running.getString("status")).isEqualTo("InProgress");
        assertThat(running.getValue("runEnd")).isNull();
        assertThat(done.getString("status")).isEqualTo("Succeeded");
        assertThat(done.getString("message")).isEmpty();
        assertThat(done.getInteger("durationInMs")).isEqualTo(3_000);
        assertThat(done.getString("runEnd")).isNotNull();
    }

    @Test
    void shouldWriteTimesWithSevenFractionalDigits() {
        JsonObject run = run(start("examplePipeline"));

        assertThat(run.getString("runStart")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
        assertThat(run.getString("lastUpdated")).matches(".*\\.\\d{7}Z");
    }

    @Test
    void shouldFailWithAMessage() {
        remote.behave(new JsonObject().put("outcome", "FAILED").put("next", 1));
        String runId = start("ingest-orders");
        remote.advance(3_000);

        assertThat(run(runId).getString("status")).isEqualTo("Failed");
        assertThat(run(runId).getString("message")).contains("BuildTables");
    }

    @Test
    void shouldCancelWithAnEmpty200ThroughCancelingWithoutRunEnd() {
        String runId = start("examplePipeline");
        remote.advance(1_000);

        Reply cancel = remote.send("POST", "/pipelineruns/" + runId + "/cancel?" + Remote.API_VERSION, token, "");
        JsonObject canceling = run(runId);
        remote.advance(500);
        JsonObject cancelled = run(runId);

        assertThat(cancel.status()).isEqualTo(200);
        assertThat(cancel.body()).isEmpty();
        assertThat(canceling.getString("status")).isEqualTo("Canceling");
        assertThat(cancelled.getString("status")).isEqualTo("Cancelled");
        assertThat(cancelled.getMap()).containsEntry("runEnd", null).containsEntry("durationInMs", null);
    }

    @Test
    void shouldLeaveAFinishedRunAsItIsOnCancel() {
        String runId = start("examplePipeline");
        remote.advance(3_000);

        Reply cancel = remote.send("POST", "/pipelineruns/" + runId + "/cancel?" + Remote.API_VERSION, token, "");

        assertThat(cancel.status()).isEqualTo(200);
        assertThat(run(runId).getString("status")).isEqualTo("Succeeded");
    }

    @ParameterizedTest
    @CsvSource({"true, Cancelled", "false, Succeeded"})
    void shouldCancelChildrenOnlyIfRecursive(String recursive, String childStatus) {
        remote.control(
                "POST",
                "/synapse/pipelines",
                new JsonObject("{\"name\":\"parent\",\"children\":[\"examplePipeline\"]}"));
        String parent = start("parent");
        remote.advance(1_000);

        remote.send(
                "POST",
                "/pipelineruns/" + parent + "/cancel?isRecursive=" + recursive + "&" + Remote.API_VERSION,
                token,
                "");
        remote.advance(3_000);

        JsonObject filter = filter("PipelineName", "Equals", "examplePipeline");
        JsonObject child = query(filter).array("value").getJsonObject(0);
        assertThat(child.getString("status")).isEqualTo(childStatus);
        assertThat(child.getJsonObject("invokedBy").getString("pipelineRunId")).isEqualTo(parent);
    }

    @Test
    void shouldMoveLastUpdatedOfRunningRunsEveryThirtySeconds() {
        remote.behave(new JsonObject().put("durationMillis", 600_000));
        String runId = start("examplePipeline");
        remote.advance(60_000);
        String before = run(runId).getString("lastUpdated");

        remote.advance(29_000);
        String same = run(runId).getString("lastUpdated");
        remote.advance(1_000);
        String moved = run(runId).getString("lastUpdated");

        assertThat(same).isEqualTo(before);
        assertThat(moved).isGreaterThan(before);
    }

    @Test
    void shouldLeaveLastUpdatedAloneIfTheSwitchSaysSo() {
        remote.set("lastUpdatedMoves", false);
        remote.behave(new JsonObject().put("durationMillis", 600_000));
        String runId = start("examplePipeline");
        remote.advance(60_000);
        String before = run(runId).getString("lastUpdated");

        remote.advance(90_000);

        assertThat(run(runId).getString("lastUpdated")).isEqualTo(before);
    }

    @Test
    void shouldKeepRunsWaitingBeyondThePipelinesConcurrency() {
        remote.control("POST", "/synapse/pipelines", new JsonObject("{\"name\":\"narrow\",\"concurrency\":1}"));
        String first = start("narrow");
        String second = start("narrow");

        remote.advance(2_999);
        String waiting = run(second).getString("status");
        remote.advance(1_001);

        assertThat(waiting).isEqualTo("Queued");
        assertThat(run(first).getString("status")).isEqualTo("Succeeded");
        assertThat(run(second).getString("status")).isEqualTo("InProgress");
    }

    @Test
    void shouldReuseParametersAndGroupInRecovery() {
        String original = create("ingest-orders", "", new JsonObject().put("retries", 9))
                .json()
                .getString("runId");

        String again = create(
                        "ingest-orders",
                        "&referencePipelineRunId=" + original + "&isRecovery=true&startActivityName=BuildTables",
                        new JsonObject().put("retries", 1))
                .json()
                .getString("runId");

        JsonObject run = run(again);
        assertThat(run.getJsonObject("parameters").getString("retries")).isEqualTo("9");
        assertThat(run.getString("runGroupId")).isEqualTo(run(original).getString("runGroupId"));
        assertThat(run.getBoolean("isLatest")).isTrue();
        assertThat(run(original).getBoolean("isLatest")).isFalse();
    }

    @Test
    void shouldTakeAnEmptyReferenceAsNone() {
        Reply reply = create("ingest-orders", "&referencePipelineRunId=", new JsonObject().put("retries", 1));

        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void shouldRejectAReferenceToNoRun() {
        JsonObject error = create("ingest-orders", "&referencePipelineRunId=nope", new JsonObject())
                .json()
                .getJsonObject("error");

        assertThat(error.getString("code")).isEqualTo("ReferencedPipelineRunNotValid");
        assertThat(error.getString("target")).isEqualTo("pipeline/ingest-orders/");
    }

    private static JsonObject filter(String operand, String operator, String... values) {
        return new JsonObject()
                .put(
                        "filters",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("operand", operand)
                                        .put("operator", operator)
                                        .put("values", new JsonArray(List.of(values)))));
    }

    @Test
    void shouldPageQueriesByAHundredWithTheTokenInTheBody() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 101; i++) {
            ids.add(start("examplePipeline"));
        }

        JsonObject first = query(new JsonObject()).json();
        JsonObject second = query(new JsonObject().put("continuationToken", first.getString("continuationToken")))
                .json();

        assertThat(first.getJsonArray("value")).hasSize(100);
        assertThat(second.getJsonArray("value")).hasSize(1);
        assertThat(second.containsKey("continuationToken")).isFalse();
        ids.remove(second.getJsonArray("value").getJsonObject(0).getString("runId"));
        assertThat(ids).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastUpdatedAfter", "lastUpdatedBefore"})
    void shouldRejectAQueryWithoutItsWindow(String missing) {
        JsonObject body = new JsonObject()
                .put("lastUpdatedAfter", "2026-11-23T09:00:00Z")
                .put("lastUpdatedBefore", "2026-11-24T00:00:00Z");
        body.remove(missing);

        assertThat(remote.post("/queryPipelineRuns?" + Remote.API_VERSION, token, body)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "PipelineName, Equals, examplePipeline, 1",
        "PipelineName, NotEquals, examplePipeline, 2",
        "PipelineName, In, ingest-orders, 2",
        "PipelineName, NotIn, ingest-orders, 1",
        "Status, Equals, Queued, 3",
        "Status, Equals, Succeeded, 0",
        "LatestOnly, Equals, true, 3",
        "RunStart, Equals, nothing, 0",
        "RunEnd, Equals, nothing, 0",
        "RunGroupId, NotEquals, nothing, 3",
    })
    void shouldFilterQueries(String operand, String operator, String value, int expected) {
        start("examplePipeline");
        start("ingest-orders");
        start("ingest-orders");

        assertThat(query(filter(operand, operator, value)).array("value")).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({"RunId, Equals", "PipelineName, Like"})
    void shouldRejectAFilterThatDoesNotExist(String operand, String operator) {
        assertThat(query(filter(operand, operator, "x")).status()).isEqualTo(400);
    }

    @Test
    void shouldOrderQueriesByRunStart() {
        String first = start("examplePipeline");
        remote.advance(10);
        String second = start("examplePipeline");

        JsonArray value = query(new JsonObject("{\"orderBy\":[{\"orderBy\":\"RunStart\",\"order\":\"DESC\"}]}"))
                .array("value");

        assertThat(value.stream().map(run -> ((JsonObject) run).getString("runId")))
                .containsExactly(second, first);
    }

    @Test
    void shouldFindOnlyWhatChangedInsideTheWindow() {
        start("examplePipeline");
        remote.advance(60_000);
        String late = start("examplePipeline");

        JsonArray value = query(new JsonObject().put("lastUpdatedAfter", "2026-11-23T10:00:30Z"))
                .array("value");

        assertThat(value).hasSize(1);
        assertThat(value.getJsonObject(0).getString("runId")).isEqualTo(late);
    }

    @Test
    void shouldHideNewRunsFromQueriesDuringTheListingLag() {
        remote.set("listingLagMillis", 5_000);
        String runId = start("examplePipeline");

        int before = query(new JsonObject()).array("value").size();
        remote.advance(5_000);

        assertThat(before).isZero();
        assertThat(get("/pipelineruns/" + runId).status()).isEqualTo(200);
        assertThat(query(new JsonObject()).array("value")).hasSize(1);
    }

    @Test
    void shouldHideNewRunsFromReadsDuringTheReadLag() {
        remote.set("readLagMillis", 5_000);
        String runId = start("examplePipeline");

        int before = get("/pipelineruns/" + runId).status();
        remote.advance(5_000);

        assertThat(before).isEqualTo(404);
        assertThat(get("/pipelineruns/" + runId).status()).isEqualTo(200);
    }

    @Test
    void shouldForgetRunsAfterFortyFiveDays() {
        String runId = start("examplePipeline");
        remote.advance(45L * 24 * 3_600_000);
        token = remote.synapseToken();

        assertThat(get("/pipelineruns/" + runId).status()).isEqualTo(404);
    }

    @Test
    void shouldListActivitiesOneAfterTheOther() {
        String runId = start("ingest-orders");
        remote.advance(2_000);

        JsonArray value = activities(runId).array("value");

        assertThat(value.stream().map(activity -> ((JsonObject) activity).getString("status")))
                .containsExactly("Succeeded", "InProgress");
        assertThat(value.getJsonObject(0).getString("activityName")).isEqualTo("CopyOrders");
    }

    @Test
    void shouldTellWhichActivityFailed() {
        remote.behave(new JsonObject().put("outcome", "FAILED").put("message", "No such table"));
        String runId = start("ingest-orders");
        remote.advance(3_000);

        JsonObject last = activities(runId).array("value").getJsonObject(1);

        assertThat(last.getString("status")).isEqualTo("Failed");
        assertThat(last.getJsonObject("error").getString("message")).isEqualTo("No such table");
    }

    private Reply activities(String runId) {
        JsonObject body = new JsonObject()
                .put("lastUpdatedAfter", "2026-11-23T09:00:00Z")
                .put("lastUpdatedBefore", "2026-11-24T00:00:00Z");
        return remote.post(
                "/pipelines/ingest-orders/pipelineruns/" + runId + "/queryActivityruns?" + Remote.API_VERSION,
                token,
                body);
    }

    @Test
    void shouldRejectAnActivityQueryWithoutBody() {
        String runId = start("ingest-orders");

        Reply reply = remote.send(
                "POST",
                "/pipelines/ingest-orders/pipelineruns/" + runId + "/queryActivityruns?" + Remote.API_VERSION,
                token,
                "");

        assertThat(reply.status()).isEqualTo(400);
    }
}
