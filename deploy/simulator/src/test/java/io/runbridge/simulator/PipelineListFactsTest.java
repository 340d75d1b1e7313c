package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineListFactsTest extends PipelinesFacts {

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
