package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabricksPipelinesFactsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String ID = "a1b2c3d4-0000-4000-8000-000000000001";
    private static final String PATH = "/api/2.0/pipelines/" + ID;
    private static final String TOKEN = "dapi-local";

    private final Remote remote = SCENE.remote();

    private Reply get(String path) {
        return remote.get(path, TOKEN);
    }

    private Reply post(String path, JsonObject body) {
        return remote.post(path, TOKEN, body);
    }

    private String start() {
        return post(PATH + "/updates", new JsonObject()).json().getString("update_id");
    }

    private JsonObject update(String updateId) {
        return get(PATH + "/updates/" + updateId).json().getJsonObject("update");
    }

    private List<String> statesOf(String updateId) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            String state = update(updateId).getString("state");
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(state)) {
                seen.add(state);
            }
            remote.advance(100);
        }
        return seen;
    }

    @Test
    void shouldListTheKnownPipelineWithoutUpdatesAtFirst() {
        JsonObject pipeline = get("/api/2.0/pipelines").array("statuses").getJsonObject(0);

        assertThat(pipeline.getMap()).containsEntry("pipeline_id", ID).containsEntry("state", "IDLE");
        assertThat(pipeline.containsKey("latest_updates")).isFalse();
    }

    @Test
    void shouldLeaveStatusesOutOfAnEmptyList() {
        assertThat(get("/api/2.0/pipelines?filter=name%20LIKE%20%27nothing%25%27")
                        .json()
                        .isEmpty())
                .isTrue();
        assertThat(get("/api/2.0/pipelines?filter=name%20LIKE%20%27%25dlt%27").array("statuses"))
                .hasSize(1);
    }

    @Test
    void shouldRejectMoreThanAHundredResults() {
        assertThat(get("/api/2.0/pipelines?max_results=100").status()).isEqualTo(200);
        assertThat(get("/api/2.0/pipelines?max_results=101").status()).isEqualTo(400);
    }

    @Test
    void shouldPageTheListOfPipelines() {
        remote.control(
                "POST", "/pipelines", new JsonObject().put("pipeline_id", "b1b2c3d4-0000-4000-8000-000000000002"));

        JsonObject first = get("/api/2.0/pipelines?max_results=1").json();
        JsonObject second = get("/api/2.0/pipelines?max_results=1&page_token=" + first.getString("next_page_token"))
                .json();

        assertThat(first.getJsonArray("statuses")).hasSize(1);
        assertThat(second.getJsonArray("statuses").getJsonObject(0).getString("pipeline_id"))
                .startsWith("b1b2");
        assertThat(second.containsKey("next_page_token")).isFalse();
    }

    @Test
    void shouldShowTheThreeBooleansBesideTheConfiguration() {
        JsonObject spec = get(PATH).json().getJsonObject("spec");

        assertThat(spec.getMap()).containsKeys("continuous", "development", "photon", "configuration");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/2.0/pipelines/nope, The specified pipeline nope was not found.",
        PATH + "/updates/nope, The specified update nope was not found.",
    })
    void shouldAnswer404WithAMessageAlone(String path, String message) {
        Reply reply = get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getMap()).containsExactly(java.util.Map.entry("message", message));
    }

    @Test
    void shouldPassTheDocumentedStatesToCompleted() {
        assertThat(statesOf(start()))
                .containsExactly(
                        "CREATED",
                        "WAITING_FOR_RESOURCES",
                        "INITIALIZING",
                        "SETTING_UP_TABLES",
                        "RUNNING",
                        "COMPLETED");
    }

    @Test
    void shouldResetFirstOnFullRefresh() {
        String updateId = post(
                        PATH + "/updates",
                        new JsonObject().put("full_refresh", true).put("pipeline_id", ID))
                .json()
                .getString("update_id");

        assertThat(update(updateId).getBoolean("full_refresh")).isTrue();
        assertThat(statesOf(updateId)).containsSubsequence("INITIALIZING", "RESETTING", "SETTING_UP_TABLES");
    }

    @Test
    void shouldRejectFullRefreshIfItIsNoBoolean() {
        assertThat(post(PATH + "/updates", new JsonObject().put("full_refresh", "true"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldRefuseASecondUpdateWith409WhileOneIsActive() {
        start();

        Reply second = post(PATH + "/updates", new JsonObject());
        remote.advance(3_000);
        Reply third = post(PATH + "/updates", new JsonObject());

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().getString("message"))
                .contains("An active update already exists for pipeline '" + ID + "'");
        assertThat(third.status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseASecondUpdateWith400IfTheSwitchSaysSo() {
        remote.set("activeUpdateStatus", 400);
        start();

        assertThat(post(PATH + "/updates", new JsonObject()).status()).isEqualTo(400);
    }

    @Test
    void shouldStopWhateverIsActiveThroughStopping() {
        String updateId = start();
        remote.advance(1_000);

        Reply stop = post(PATH + "/stop", new JsonObject());
        String stopping = update(updateId).getString("state");
        remote.advance(500);

        assertThat(stop.status()).isEqualTo(200);
        assertThat(stop.body()).isEqualTo("{}");
        assertThat(stopping).isEqualTo("STOPPING");
        assertThat(update(updateId).getString("state")).isEqualTo("CANCELED");
    }

    @Test
    void shouldTakeAStopWithoutActiveUpdate() {
        assertThat(post(PATH + "/stop", new JsonObject()).status()).isEqualTo(200);
    }

    @Test
    void shouldKnowNoStopOfASingleUpdate() {
        Reply reply = post(PATH + "/updates/" + start() + "/stop", new JsonObject());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getString("error_code")).isEqualTo("ENDPOINT_NOT_FOUND");
        assertThat(reply.json().getString("message")).startsWith("No API found for 'POST /");
    }

    @Test
    void shouldStopASingleUpdateIfTheSwitchSaysSo() {
        remote.set("updateStopExists", true);
        String updateId = start();

        Reply reply = post(PATH + "/updates/" + updateId + "/stop", new JsonObject());
        remote.advance(500);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(update(updateId).getString("state")).isEqualTo("CANCELED");
    }

    @Test
    void shouldFollowAFailureWithAnUpdateOfItsOwn() {
        remote.behave(new JsonObject().put("outcome", "RETRY_ON_FAILURE").put("next", 1));
        String updateId = start();
        remote.advance(3_001);

        JsonArray updates = get(PATH + "/updates").array("updates");

        assertThat(update(updateId).getString("state")).isEqualTo("FAILED");
        assertThat(updates).hasSize(2);
        assertThat(updates.getJsonObject(0).getMap())
                .containsEntry("cause", "RETRY_ON_FAILURE")
                .containsEntry("state", "CREATED");
        assertThat(post(PATH + "/updates", new JsonObject()).status()).isEqualTo(409);
    }

    @Test
    void shouldWriteCreationTimeAsNumberInTheUpdateAndAsTextInThePipeline() {
        String updateId = start();

        JsonObject latest = get(PATH).array("latest_updates").getJsonObject(0);

        assertThat(update(updateId).getValue("creation_time")).isInstanceOf(Long.class);
        assertThat(latest.getString("creation_time")).startsWith("2026-11-23T");
        assertThat(latest.getString("update_id")).isEqualTo(updateId);
    }

    @Test
    void shouldShowTheConfigInTheUpdateAndNotInTheList() {
        String updateId = start();

        assertThat(update(updateId).containsKey("config")).isTrue();
        assertThat(get(PATH + "/updates").array("updates").getJsonObject(0).containsKey("config"))
                .isFalse();
    }

    @Test
    void shouldListUpdatesNewestFirstUntilTheOneAskedFor() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, start());
            remote.advance(3_000);
        }

        JsonArray all = get(PATH + "/updates").array("updates");
        JsonArray until = get(PATH + "/updates?until_update_id=" + ids.get(1)).array("updates");

        assertThat(all.stream().map(update -> ((JsonObject) update).getString("update_id")))
                .containsExactlyElementsOf(ids);
        assertThat(until).hasSize(2);
    }

    @Test
    void shouldNeverCompleteAContinuousPipeline() {
        String other = "b1b2c3d4-0000-4000-8000-000000000002";
        remote.control(
                "POST",
                "/pipelines",
                new JsonObject().put("pipeline_id", other).put("spec", new JsonObject().put("continuous", true)));
        String path = "/api/2.0/pipelines/" + other;
        String updateId = post(path + "/updates", new JsonObject()).json().getString("update_id");
        remote.advance(600_000);

        JsonObject update = get(path + "/updates/" + updateId).json().getJsonObject("update");

        assertThat(update.getMap()).containsEntry("state", "RUNNING").containsEntry("mode", "CONTINUOUS");
        assertThat(get(path).json().getString("state")).isEqualTo("RUNNING");
    }

    @Test
    void shouldTellInEventsWhyAnUpdateFailed() {
        remote.behave(new JsonObject().put("outcome", "FAILED").put("message", "Table orders is gone"));
        String updateId = start();
        remote.advance(3_000);

        JsonArray events = get(PATH + "/events?filter=level%3D%27ERROR%27%20and%20update_id%20%3D%20%27" + updateId
                        + "%27")
                .array("events");

        assertThat(events).hasSize(1);
        assertThat(events.getJsonObject(0)
                        .getJsonObject("error")
                        .getJsonArray("exceptions")
                        .getJsonObject(0)
                        .getString("message"))
                .isEqualTo("Table orders is gone");
    }

    @Test
    void shouldOrderEventsNewestFirstUnlessAskedOtherwise() {
        start();
        remote.advance(3_000);

        JsonArray falling = get(PATH + "/events").array("events");
        JsonArray rising =
                get(PATH + "/events?order_by=timestamp%20asc&max_results=2").array("events");

        assertThat(falling.getJsonObject(0).getString("message")).endsWith("is COMPLETED.");
        assertThat(rising).hasSize(2);
        assertThat(rising.getJsonObject(0).getString("event_type")).isEqualTo("create_update");
    }

    @ParameterizedTest
    @ValueSource(strings = {"level in ('ERROR', 'WARN')", "timestamp > '2030-01-01T00:00:00Z'", "id='x'"})
    void shouldFilterEvents(String filter) {
        start();
        String encoded = java.net.URLEncoder.encode(filter, java.nio.charset.StandardCharsets.UTF_8);

        assertThat(get(PATH + "/events?filter=" + encoded).array("events")).isEmpty();
    }

    @Test
    void shouldRejectAnEventFilterItDoesNotKnow() {
        assertThat(get(PATH + "/events?filter=colour%3D%27red%27").status()).isEqualTo(400);
    }
}
