package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String TOKEN = "dapi-local";

    private final Remote remote = SCENE.remote();

    private Reply runNow() {
        return remote.post("/api/2.2/jobs/run-now", TOKEN, new JsonObject().put("job_id", 42));
    }

    private HttpRequest.Builder runNowRequest() {
        return remote.request("POST", "/api/2.2/jobs/run-now", TOKEN, "{\"job_id\":42}");
    }

    private static JsonObject fault(String json) {
        return new JsonObject(json).put("operation", "jobs.run-now");
    }

    @Test
    void shouldAnswerAFaultAsOftenAsItIsSetWithoutCarryingTheCallOut() {
        remote.fault(fault("{\"status\":503,\"count\":2}"));

        assertThat(runNow().status()).isEqualTo(503);
        assertThat(runNow().status()).isEqualTo(503);
        assertThat(remote.runs()).isZero();
        assertThat(runNow().status()).isEqualTo(200);
    }

    @Test
    void shouldSkipCallsBeforeAFault() {
        remote.fault(fault("{\"status\":500,\"skip\":1}"));

        assertThat(runNow().status()).isEqualTo(200);
        assertThat(runNow().status()).isEqualTo(500);
        assertThat(runNow().status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerAFaultForGoodIfTheCountIsNegative() {
        remote.fault(fault("{\"status\":500,\"count\":-1}"));
        runNow();
        runNow();

        assertThat(runNow().status()).isEqualTo(500);
        remote.control("DELETE", "/faults", new JsonObject());
        assertThat(runNow().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OWN          | "error_code":"SOME_CODE"
            JSON         | "error_code":"SOME_CODE"
            CLOUD_ERROR  | {"error":{"code":"SOME_CODE"
            MESSAGE_ONLY | {"message":"some text"}
            HTML         | <h1>some text</h1>
            TEXT         | SOME_CODE: some text
            GARBAGE      | {"error": {"code": ]]
            """)
    void shouldWriteEveryKindOfBody(String kind, String expected) {
        remote.fault(fault("{\"status\":502,\"code\":\"SOME_CODE\",\"message\":\"some text\"}")
                .put("body", kind));

        Reply reply = runNow();

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).contains(expected);
    }

    @Test
    void shouldWriteAnEmptyBody() {
        remote.fault(fault("{\"status\":500,\"body\":\"EMPTY\"}"));

        assertThat(runNow().body()).isEmpty();
    }

    @Test
    void shouldWriteRetryAfterInSeconds() {
        remote.fault(fault("{\"status\":429,\"retryAfterSeconds\":7}"));

        assertThat(runNow().header("Retry-After")).contains("7");
    }

    @Test
    void shouldWriteRetryAfterAsDate() {
        remote.fault(fault("{\"status\":429,\"retryAfterSeconds\":7,\"retryAfterAsDate\":true}"));

        assertThat(runNow().header("Retry-After").orElse("")).endsWith("GMT");
    }

    @Test
    void shouldWriteNoRetryAfterIfNoneIsSet() {
        remote.fault(fault("{\"status\":429}"));

        assertThat(runNow().header("Retry-After")).isEmpty();
    }

    @Test
    void shouldDropTheAnswerAfterCarryingTheCallOut() {
        remote.fault(fault("{\"status\":504,\"execute\":\"AT_ONCE\"}"));

        assertThat(runNow().status()).isEqualTo(504);
        assertThat(remote.runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NEVER, 0", "AT_ONCE, 1"})
    void shouldResetTheConnectionBeforeOrAfterCarryingTheCallOut(String execute, int runs) {
        remote.fault(fault("{\"wire\":\"RESET\"}").put("execute", execute));

        assertThatThrownBy(() -> remote.tryExchange(runNowRequest().build())).isInstanceOf(IOException.class);

        assertThat(remote.runs()).isEqualTo(runs);
    }

    @Test
    void shouldHangWithoutAnswer() {
        remote.fault(fault("{\"wire\":\"HANG\",\"execute\":\"AT_ONCE\"}"));

        assertThatThrownBy(() -> remote.tryExchange(
                        runNowRequest().timeout(Duration.ofMillis(300)).build()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(remote.runs()).isEqualTo(1);
    }

    @Test
    void shouldCarryTheCallOutLateAfterItsAnswer() {
        remote.fault(fault("{\"status\":504,\"execute\":\"LATE\",\"lateMillis\":200}"));

        int status = runNow().status();

        assertThat(status).isEqualTo(504);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(remote.runs()).isEqualTo(1));
    }

    @Test
    void shouldAnswerLateWhatWasCarriedOutAtOnce() {
        remote.fault(fault("{\"delayMillis\":200}"));

        Reply reply = runNow();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(remote.runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "jobs.*", "jobs.run-now"})
    void shouldTakeNamesWithWildcards(String operation) {
        remote.fault(new JsonObject().put("operation", operation).put("status", 500));

        assertThat(runNow().status()).isEqualTo(500);
    }

    @Test
    void shouldHitOnlyRequestsThatContainAText() {
        remote.fault(fault("{\"status\":500,\"contains\":\"\\\"job_id\\\":43\"}"));

        assertThat(runNow().status()).isEqualTo(200);
        assertThat(remote.post("/api/2.2/jobs/run-now", TOKEN, new JsonObject().put("job_id", 43))
                        .status())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"operation\":\"*\",\"colour\":1}",
                "{\"operation\":\"*\",\"status\":99}",
                "{\"operation\":\"*\",\"body\":\"NOISE\",\"status\":500}",
                "{\"operation\":\"*\",\"count\":\"1\"}"
            })
    void shouldRejectAFaultItCannotRead(String json) {
        assertThat(remote.send("POST", "/_simulator/faults", "", json).status()).isEqualTo(400);
    }

    @Test
    void shouldFailTokensToo() {
        remote.fault(new JsonObject()
                .put("operation", "entra.tokenV2")
                .put("status", 500)
                .put("body", "HTML"));

        assertThat(remote.form("/t/oauth2/v2.0/token", "x=y").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"403, Unauthorized", "403, ClientIpAddressNotAuthorized", "429, TooManyRequests"})
    void shouldSpeakTheRefusalsSynapseIsKnownFor(int status, String code) {
        remote.fault(new JsonObject()
                .put("operation", "synapse.listPipelines")
                .put("status", status)
                .put("code", code)
                .put("retryAfterSeconds", 2));

        Reply reply = remote.get("/pipelines?" + Remote.API_VERSION, remote.synapseToken());

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo(code);
        assertThat(reply.header("Retry-After")).contains("2");
        assertThat(reply.header("x-ms-request-id")).isPresent();
    }

    @Test
    void shouldLoseTheAnswerToAStartWhoseRunListsHideForAWhile() {
        remote.set("listingLagMillis", 10_000);
        remote.fault(fault("{\"wire\":\"RESET\",\"execute\":\"AT_ONCE\"}"));
        assertThatThrownBy(() -> remote.tryExchange(runNowRequest().build())).isInstanceOf(IOException.class);

        boolean hidden = !remote.get("/api/2.2/jobs/runs/list", TOKEN).json().containsKey("runs");
        remote.advance(10_000);

        assertThat(hidden).isTrue();
        assertThat(remote.get("/api/2.2/jobs/runs/list", TOKEN).array("runs")).hasSize(1);
    }
}
