package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynapseQueryFactsTest extends SynapseFacts {

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

    @Test
    void shouldListActivitiesInOrderAndPages() {
        remote.set("queryPageSize", 1);
        String runId = start("ingest-orders");
        remote.advance(3_000);
        JsonObject latestFirst = new JsonObject("{\"orderBy\":[{\"orderBy\":\"ActivityRunEnd\",\"order\":\"DESC\"}]}");

        Reply first = activities(runId, latestFirst);
        Reply second = activities(
                runId, latestFirst.copy().put("continuationToken", first.json().getString("continuationToken")));

        assertThat(first.array("value").getJsonObject(0).getString("activityName"))
                .isNotEqualTo("CopyOrders");
        assertThat(second.array("value").getJsonObject(0).getString("activityName"))
                .isEqualTo("CopyOrders");
        assertThat(second.json().containsKey("continuationToken")).isFalse();
        assertThat(activities(runId, new JsonObject().put("continuationToken", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldShowTheReturnValueInTheActivityThatSetsIt() {
        remote.behave(new JsonObject().put("outputs", new JsonObject().put("rows", 1200)));
        String runId = start("ingest-orders");
        remote.advance(3_000);

        JsonArray value = activities(runId, filter("ActivityType", "Equals", "SetVariable"))
                .array("value");

        assertThat(value).hasSize(1);
        assertThat(value.getJsonObject(0).getJsonObject("output"))
                .isEqualTo(new JsonObject("{\"pipelineReturnValue\":{\"rows\":1200}}"));
        assertThat(activities(runId).array("value")).hasSize(3);
        assertThat(run(runId).containsKey("pipelineReturnValue")).isFalse();
    }

    @Test
    void shouldShowTheReturnValueOnTheRunIfToldTo() {
        remote.set("returnValueOnRun", true);
        remote.behave(new JsonObject().put("outputs", new JsonObject().put("rows", 1200)));
        String runId = start("ingest-orders");
        JsonObject running = run(runId);
        remote.advance(3_000);

        assertThat(running.containsKey("pipelineReturnValue")).isFalse();
        assertThat(run(runId).getJsonObject("pipelineReturnValue").getInteger("rows"))
                .isEqualTo(1_200);
        assertThat(query(new JsonObject()).array("value").getJsonObject(0).containsKey("pipelineReturnValue"))
                .isTrue();
    }

    @Test
    void shouldReturnNothingFromARunThatFailed() {
        remote.set("returnValueOnRun", true);
        remote.behave(new JsonObject().put("outcome", "FAILED").put("outputs", new JsonObject().put("rows", 1200)));
        String runId = start("ingest-orders");
        remote.advance(3_000);

        JsonObject last = activities(runId, filter("ActivityType", "Equals", "SetVariable"))
                .array("value")
                .getJsonObject(0);

        assertThat(last.getJsonObject("output").isEmpty()).isTrue();
        assertThat(run(runId).containsKey("pipelineReturnValue")).isFalse();
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
