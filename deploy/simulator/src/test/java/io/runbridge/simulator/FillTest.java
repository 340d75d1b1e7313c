package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FillTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String TOKEN = "dapi-local";

    private final Remote remote = SCENE.remote();

    private List<String> fill(JsonObject crowd) {
        return remote.control("POST", "/fill", crowd).getJsonArray("runIds").stream()
                .map(String.class::cast)
                .toList();
    }

    private static JsonObject crowd(String platform, String job) {
        return new JsonObject()
                .put("platform", platform)
                .put("job", job)
                .put("count", 3)
                .put("ageMillis", 60_000)
                .put("spreadMillis", 30_000)
                .put("durationMillis", 120_000);
    }

    private JsonArray oracle(String platform) {
        return remote.control("GET", "/runs?platform=" + platform, new JsonObject())
                .getJsonArray("value");
    }

    @ParameterizedTest
    @CsvSource({"synapse, ingest-orders, InProgress", "jobs, 43, RUNNING", "pipelines, '', RUNNING"})
    void shouldAddRunsThatWereStartedSomeTimeAgo(String platform, String job, String state) {
        List<String> ids = fill(crowd(platform, job));

        long now = Scene.START.toEpochMilli();
        assertThat(oracle(platform).stream().map(JsonObject.class::cast))
                .extracting(run -> run.getLong("createdAt"), run -> run.getString("state"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(now - 90_000, state),
                        org.assertj.core.groups.Tuple.tuple(now - 80_000, state),
                        org.assertj.core.groups.Tuple.tuple(now - 70_000, state));
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void shouldAnswerWithIdsThatThePlatformsKnow() {
        String job = fill(crowd("jobs", "43")).get(0);
        String synapse = fill(crowd("synapse", "ingest-orders")).get(0);
        String[] update = fill(crowd("pipelines", "")).get(0).split(":", 2);

        assertThat(Stream.of(
                        remote.get("/api/2.2/jobs/runs/get?run_id=" + job, TOKEN),
                        remote.get("/pipelineruns/" + synapse + "?" + Remote.API_VERSION, remote.synapseToken()),
                        remote.get("/api/2.0/pipelines/" + update[0] + "/updates/" + update[1], TOKEN)))
                .extracting(Reply::status)
                .containsOnly(200);
    }

    @ParameterizedTest
    @CsvSource({"synapse, ingest-orders", "jobs, 43", "pipelines, ''"})
    void shouldEndRunsAtTheirTime(String platform, String job) {
        fill(crowd(platform, job).put("outcome", "FAILED"));

        remote.advance(45_000);

        assertThat(oracle(platform).stream().map(run -> ((JsonObject) run).getBoolean("ended")))
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"job\":\"43\"}",
                "{\"platform\":\"jobs\",\"job\":\"99\"}",
                "{\"platform\":\"synapse\",\"job\":\"nothing\"}",
                "{\"platform\":\"jobs\",\"job\":\"43\",\"count\":0}",
                "{\"platform\":\"jobs\",\"job\":\"43\",\"count\":100001}",
                "{\"platform\":\"jobs\",\"job\":\"43\",\"ageMillis\":-1}",
                "{\"platform\":\"jobs\",\"job\":\"43\",\"colour\":\"red\"}"
            })
    void shouldRejectACrowdItDoesNotUnderstand(String crowd) {
        assertThat(remote.post("/_simulator/fill", "", new JsonObject(crowd)).status())
                .isEqualTo(400);
    }

    @Test
    void shouldRefuseCallsBeyondTheAllowanceUntilTimeHasPassed() {
        remote.set("callsPerSecond", 2);

        List<Integer> atOnce = statuses(3);
        Reply refused = remote.get("/api/2.2/jobs/list", TOKEN);
        remote.advance(500);

        assertThat(atOnce).containsExactly(200, 200, 429);
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(refused.json().getString("error_code")).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(statuses(2)).containsExactly(200, 429);
        assertThat(remote.get("/api/2.0/pipelines", TOKEN).status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerLaterIfTheSwitchSaysSo() {
        remote.set("answerMillis", 60);
        long before = System.nanoTime();

        assertThat(statuses(1)).containsExactly(200);

        assertThat(System.nanoTime() - before).isGreaterThan(50_000_000L);
    }

    private List<Integer> statuses(int calls) {
        return Stream.generate(() -> remote.get("/api/2.2/jobs/list", TOKEN).status())
                .limit(calls)
                .toList();
    }
}
