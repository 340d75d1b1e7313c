package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Setting;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String TOKEN = "dapi-local";

    private final Remote remote = SCENE.remote();

    private long start(long jobId) {
        return remote.post(
                        "/api/2.2/jobs/run-now",
                        TOKEN,
                        new JsonObject().put("job_id", jobId).put("idempotency_token", "t" + jobId))
                .json()
                .getLong("run_id");
    }

    private JsonObject oracle(String query) {
        return remote.control("GET", "/runs" + query, new JsonObject());
    }

    private String state(long runId) {
        return oracle("?runId=" + runId).getJsonArray("value").getJsonObject(0).getString("state");
    }

    @Test
    void shouldTellWhatWasCalledHowOften() {
        remote.fault(new JsonObject().put("operation", "jobs.run-now").put("status", 503));
        remote.post("/api/2.2/jobs/run-now", TOKEN, new JsonObject().put("job_id", 42));
        remote.post("/api/2.1/jobs/run-now", TOKEN, new JsonObject().put("job_id", 42));

        JsonObject calls = remote.control("GET", "/calls", new JsonObject()).getJsonObject("jobs.run-now");

        assertThat(calls.getInteger("count")).isEqualTo(2);
        assertThat(calls.getInteger("faulted")).isEqualTo(1);
        assertThat(calls.getJsonObject("answered").getMap())
                .containsEntry("200", 1)
                .containsEntry("503", 1);
    }

    @Test
    void shouldTellWhichRunsExist() {
        long runId = start(42);

        JsonObject run = oracle("?platform=jobs&job=42").getJsonArray("value").getJsonObject(0);

        assertThat(run.getMap())
                .containsEntry("runId", Long.toString(runId))
                .containsEntry("token", "t42")
                .containsEntry("state", "PENDING")
                .containsEntry("createdAt", Scene.START.toEpochMilli());
        assertThat(oracle("?platform=synapse").getInteger("count")).isZero();
    }

    @Test
    void shouldTellOfRunsThatLagsHide() {
        remote.set("listingLagMillis", 60_000);
        remote.set("readLagMillis", 60_000);
        start(42);

        assertThat(remote.runs()).isEqualTo(1);
    }

    @Test
    void shouldApplyTheNewestRuleThatFitsAndLetItWearOff() {
        remote.behave(new JsonObject().put("platform", "jobs").put("outcome", "FAILED"));
        remote.behave(
                new JsonObject().put("job", "43").put("outcome", "SKIPPED").put("next", 1));
        long ruleOfJob = start(43);
        remote.send("POST", "/api/2.2/jobs/run-now", TOKEN, "{\"job_id\":43}");
        long ruleOfPlatform = start(42);
        remote.advance(3_000);

        assertThat(state(ruleOfJob)).isEqualTo("SKIPPED");
        assertThat(state(ruleOfPlatform)).isEqualTo("INTERNAL_ERROR/FAILED");
        assertThat(oracle("?state=TERMINATED/FAILED").getInteger("count")).isEqualTo(1);
    }

    @Test
    void shouldLetARunIgnoreItsCancel() {
        remote.behave(new JsonObject().put("heedsCancel", false));
        long runId = start(42);
        remote.post("/api/2.2/jobs/runs/cancel", TOKEN, new JsonObject().put("run_id", runId));
        remote.advance(3_000);

        assertThat(state(runId)).isEqualTo("TERMINATED/SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEVER_ENDING", "NEVER_STARTING"})
    void shouldKeepARunOpenUntilItIsEndedByHand(String outcome) {
        remote.behave(new JsonObject().put("outcome", outcome));
        long runId = start(42);
        remote.advance(3_600_000);
        boolean ended =
                oracle("?runId=" + runId).getJsonArray("value").getJsonObject(0).getBoolean("ended");

        remote.control("POST", "/runs/" + runId + "/end", new JsonObject().put("outcome", "TIMED_OUT"));

        assertThat(ended).isFalse();
        assertThat(state(runId)).isEqualTo("TERMINATED/TIMEDOUT");
    }

    @Test
    void shouldForgetARunIfToldTo() {
        long runId = start(42);

        remote.control("DELETE", "/runs/" + runId, new JsonObject());

        assertThat(remote.get("/api/2.2/jobs/runs/get?run_id=" + runId, TOKEN).status())
                .isEqualTo(400);
        assertThat(remote.runs()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void shouldEndEveryOutcomeThatEndsOnEveryPlatform(Outcome outcome) {
        remote.behave(new JsonObject().put("outcome", outcome.name()));
        remote.send("POST", "/pipelines/examplePipeline/createRun?" + Remote.API_VERSION, remote.synapseToken(), "");
        remote.send("POST", "/api/2.0/pipelines/a1b2c3d4-0000-4000-8000-000000000001/updates", TOKEN, "");
        start(42);
        remote.advance(3_000);

        assertThat(oracle("").getJsonArray("value").stream()
                        .map(JsonObject.class::cast)
                        .filter(run -> !"RETRY_ON_FAILURE".equals(run.getString("cause")))
                        .map(run -> run.getBoolean("ended")))
                .hasSize(3)
                .containsOnly(outcome.ends());
    }

    @Test
    void shouldShowEverySettingByName() {
        assertThat(remote.control("GET", "/settings", new JsonObject()).fieldNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Setting.values()).map(Setting::word).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"colour\":1}", "{\"runMillis\":-1}", "{\"runMillis\":\"3\"}", "{\"lastUpdatedMoves\":1}"})
    void shouldRejectASettingItDoesNotKnow(String json) {
        assertThat(remote.send("PATCH", "/_simulator/settings", "", json).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"colour\":1}",
                "{\"outcome\":\"MAYBE\"}",
                "{\"platform\":\"moon\"}",
                "{\"durationMillis\":\"3\"}"
            })
    void shouldRejectABehaviourItCannotRead(String json) {
        assertThat(remote.send("POST", "/_simulator/behaviours", "", json).status())
                .isEqualTo(400);
    }

    @Test
    void shouldRejectDefinitionsItCannotRead() {
        assertThat(remote.send("POST", "/_simulator/jobs", "", "{}").status()).isEqualTo(400);
        assertThat(remote.send("POST", "/_simulator/pipelines", "", "{\"pipeline_id\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(remote.send("POST", "/_simulator/synapse/pipelines", "", "{\"name\":\"a/b\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldDeleteDefinitions() {
        remote.control("DELETE", "/jobs/42", new JsonObject());
        remote.control("DELETE", "/synapse/pipelines/examplePipeline", new JsonObject());

        assertThat(remote.get("/api/2.2/jobs/get?job_id=42", TOKEN).status()).isEqualTo(400);
        assertThat(remote.send("DELETE", "/_simulator/jobs/42", "", "").status())
                .isEqualTo(404);
    }

    @Test
    void shouldForgetEverythingOnReset() {
        start(42);
        remote.set("runMillis", 1);
        remote.behave(new JsonObject().put("outcome", "FAILED"));
        remote.fault(new JsonObject().put("operation", "*").put("status", 500));
        remote.control("DELETE", "/jobs/42", new JsonObject());

        remote.control("POST", "/reset", new JsonObject());

        assertThat(remote.runs()).isZero();
        assertThat(remote.control("GET", "/calls", new JsonObject()).isEmpty()).isTrue();
        assertThat(remote.control("GET", "/settings", new JsonObject()).getInteger("runMillis"))
                .isEqualTo(3_000);
        assertThat(start(42)).isPositive();
    }
}
