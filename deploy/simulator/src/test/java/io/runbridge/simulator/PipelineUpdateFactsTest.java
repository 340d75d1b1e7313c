package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class PipelineUpdateFactsTest extends PipelinesFacts {

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
}
