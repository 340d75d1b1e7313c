package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynapseRunFactsTest extends SynapseFacts {

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
}
