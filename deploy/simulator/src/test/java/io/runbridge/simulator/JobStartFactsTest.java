package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobStartFactsTest extends JobsFacts {

    @Test
    void shouldAnswerRunNowWithTheRunIdAloneAbove2To53() {
        Reply reply = runNow(new JsonObject().put("job_id", 42));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().fieldNames()).containsExactlyInAnyOrder("run_id", "number_in_job");
        assertThat(reply.json().getLong("run_id")).isGreaterThan(1L << 53);
    }

    @Test
    void shouldReturnTheEarlierRunForTheSameToken() {
        JsonObject body = new JsonObject().put("job_id", 42).put("idempotency_token", "t-1");

        long first = runNow(body).json().getLong("run_id");
        long again = runNow(body.copy().put("job_parameters", new JsonObject().put("date", "x")))
                .json()
                .getLong("run_id");
        long otherJob = runNow(body.copy().put("job_id", 43)).json().getLong("run_id");
        long other = runNow(body.copy().put("idempotency_token", "t-2")).json().getLong("run_id");

        assertThat(List.of(again, otherJob)).containsOnly(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(remote.runs()).isEqualTo(2);
    }

    @Test
    void shouldRejectATokenOfMoreThan64Characters() {
        JsonObject body = new JsonObject().put("job_id", 42);

        assertThat(runNow(body.copy().put("idempotency_token", "x".repeat(64))).status())
                .isEqualTo(200);
        assertThat(runNow(body.copy().put("idempotency_token", "x".repeat(65))).status())
                .isEqualTo(400);
    }

    @Test
    void shouldRejectTheTokenOfADeletedRun() {
        JsonObject body = new JsonObject().put("job_id", 43).put("idempotency_token", "t-1");
        long runId = runNow(body).json().getLong("run_id");
        remote.advance(3_000);
        post("runs/delete", new JsonObject().put("run_id", runId));

        assertThat(runNow(body).status()).isEqualTo(400);
        assertThat(get("runs/get?run_id=" + runId).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "[\"a\"]", "{\"a\":\"b\"}"})
    void shouldRejectJobParametersIfTheyAreNotStrings(String json) {
        Reply reply = runNow(new JsonObject("{\"job_id\":42,\"job_parameters\":{\"date\":" + json + "}}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("error_code")).isEqualTo("MALFORMED_REQUEST");
        assertThat(remote.runs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"job_id\":\"42\"}", "[]", "{\"job_id\":42,\"idempotency_token\":7}"})
    void shouldRejectAMalformedRunNow(String body) {
        assertThat(remote.send("POST", "/api/2.2/jobs/run-now", TOKEN, body).status())
                .isEqualTo(400);
    }

    @Test
    void shouldSubmitAOneTimeRun() {
        JsonObject body =
                new JsonObject("{\"run_name\":\"once\",\"idempotency_token\":\"s\",\"tasks\":[{\"task_key\":\"n\"}]}");

        long runId = post("runs/submit", body).json().getLong("run_id");

        assertThat(run(runId).getString("run_type")).isEqualTo("SUBMIT_RUN");
        assertThat(post("runs/submit", body).json().getLong("run_id")).isEqualTo(runId);
        assertThat(post("runs/submit", new JsonObject()).status()).isEqualTo(400);
    }
}
