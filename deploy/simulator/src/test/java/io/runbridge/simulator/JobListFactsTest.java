package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobListFactsTest extends JobsFacts {

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.2"})
    void shouldSpeakBothVersions(String version) {
        Reply reply = remote.get("/api/" + version + "/jobs/list", TOKEN);

        assertThat(reply.array("jobs")).hasSize(2);
        assertThat(reply.json().containsKey("has_more")).isEqualTo(version.equals("2.1"));
    }

    @Test
    void shouldAnswerEndpointNotFoundUnderVersion20() {
        Reply reply = remote.get("/api/2.0/jobs/list", TOKEN);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getString("error_code")).isEqualTo("ENDPOINT_NOT_FOUND");
    }

    @Test
    void shouldListTasksOnlyIfTheyAreExpanded() {
        JsonObject plain = get("list").array("jobs").getJsonObject(0).getJsonObject("settings");
        JsonObject expanded =
                get("list?expand_tasks=true").array("jobs").getJsonObject(0).getJsonObject("settings");

        assertThat(plain.containsKey("tasks")).isFalse();
        assertThat(plain.getString("format")).isEqualTo("MULTI_TASK");
        assertThat(expanded.getJsonArray("tasks")).hasSize(3);
    }

    @Test
    void shouldLeaveJobsOutOfAnEmptyList() {
        assertThat(get("list?name=nothing").json().containsKey("jobs")).isFalse();
    }

    @Test
    void shouldPageTheListOfJobs() {
        JsonObject first = get("list?limit=1").json();
        JsonObject second = get("list?limit=1&page_token=" + first.getString("next_page_token"))
                .json();

        assertThat(first.getJsonArray("jobs").getJsonObject(0).getLong("job_id"))
                .isEqualTo(42);
        assertThat(second.getJsonArray("jobs").getJsonObject(0).getLong("job_id"))
                .isEqualTo(43);
        assertThat(second.containsKey("next_page_token")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"list?limit=0", "list?limit=101", "runs/list?limit=26", "runs/list?limit=-1", "runs/list?limit=x"})
    void shouldRejectALimitOutOfRange(String path) {
        assertThat(get(path).status()).isEqualTo(400);
    }

    @Test
    void shouldFindAJobByNameWhateverItsCase() {
        assertThat(get("list?name=NIGHTLY-workflow").array("jobs")).hasSize(1);
    }

    @Test
    void shouldDeclareParametersAsNameAndDefault() {
        JsonObject settings = get("get?job_id=42").json().getJsonObject("settings");

        assertThat(settings.getJsonArray("parameters").stream().map(p -> ((JsonObject) p).getString("name")))
                .containsExactly("date", "mode");
        assertThat(settings.getJsonArray("parameters").getJsonObject(0).fieldNames())
                .containsExactly("name", "default");
        assertThat(settings.getJsonArray("tasks")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"get?job_id=99, Job 99 does not exist.", "runs/get?run_id=99, Run 99 does not exist."})
    void shouldAnswer400ForWhatDoesNotExist(String path, String message) {
        Reply reply = get(path);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getMap())
                .containsEntry("error_code", "INVALID_PARAMETER_VALUE")
                .containsEntry("message", message);
    }

    @Test
    void shouldAnswer404ForWhatDoesNotExistIfTheSwitchSaysSo() {
        remote.set("jobsNotFoundStatus", 404);

        Reply reply = get("get?job_id=99");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getString("error_code")).isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void shouldEchoDeclaredParametersWithDefaultAndUndeclaredOnesWithout() {
        JsonObject parameters = new JsonObject().put("mode", "full").put("extra", "1");
        long runId = runNow(new JsonObject().put("job_id", 42).put("job_parameters", parameters))
                .json()
                .getLong("run_id");

        JsonArray echoed = run(runId).getJsonArray("job_parameters");

        assertThat(echoed.getJsonObject(0).getMap())
                .containsEntry("value", "2026-01-01")
                .containsEntry("default", "2026-01-01");
        assertThat(echoed.getJsonObject(1).getMap())
                .containsEntry("value", "full")
                .containsEntry("default", "incremental");
        assertThat(echoed.getJsonObject(2).getMap())
                .containsEntry("name", "extra")
                .doesNotContainKey("default");
    }

    @Test
    void shouldLeaveRunsOutOfAnEmptyList() {
        JsonObject page = get("runs/list").json();

        assertThat(page.containsKey("runs")).isFalse();
        assertThat(page.getBoolean("has_more")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "active_only=true&"})
    void shouldPageRunsNewestFirst(String filter) {
        List<Long> started = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            started.add(0, start(42));
            remote.advance(1);
        }

        List<Long> listed = new ArrayList<>();
        Optional<String> token = Optional.of("");
        while (token.isPresent()) {
            String place = token.get().isEmpty() ? "" : "&page_token=" + token.get();
            JsonObject page = get("runs/list?" + filter + "limit=24" + place).json();
            page.getJsonArray("runs").forEach(run -> listed.add(((JsonObject) run).getLong("run_id")));
            token = Optional.ofNullable(page.getString("next_page_token"));
        }

        assertThat(listed).containsExactlyElementsOf(started);
    }

    @Test
    void shouldListActiveAndCompletedRunsApart() {
        long done = start(42);
        remote.advance(3_000);
        long open = start(43);

        assertThat(get("runs/list?active_only=true")
                        .array("runs")
                        .getJsonObject(0)
                        .getLong("run_id"))
                .isEqualTo(open);
        assertThat(get("runs/list?completed_only=true")
                        .array("runs")
                        .getJsonObject(0)
                        .getLong("run_id"))
                .isEqualTo(done);
        assertThat(get("runs/list?job_id=42").array("runs")).hasSize(1);
        assertThat(get("runs/list?active_only=true&completed_only=true").status())
                .isEqualTo(400);
    }

    @Test
    void shouldTakeStartTimesInclusively() {
        long time = run(start(42)).getLong("start_time");

        assertThat(get("runs/list?start_time_from=" + time + "&start_time_to=" + time)
                        .array("runs"))
                .hasSize(1);
        assertThat(get("runs/list?start_time_from=" + (time + 1)).json().containsKey("runs"))
                .isFalse();
    }

    @Test
    void shouldPageTasksByAHundredIn22AndRefuseThemIn21() {
        JsonArray tasks = new JsonArray();
        for (int i = 0; i < 130; i++) {
            tasks.add(new JsonObject().put("task_key", "t" + i));
        }
        remote.control(
                "POST",
                "/jobs",
                new JsonObject().put("job_id", 60).put("settings", new JsonObject().put("tasks", tasks)));

        JsonObject first = get("get?job_id=60").json();
        JsonObject second = get("get?job_id=60&page_token=" + first.getString("next_page_token"))
                .json();
        Reply old = remote.get("/api/2.1/jobs/get?job_id=60", TOKEN);

        assertThat(first.getJsonObject("settings").getJsonArray("tasks")).hasSize(100);
        assertThat(second.getJsonObject("settings").getJsonArray("tasks")).hasSize(30);
        assertThat(old.json().getString("message")).contains("can only be handled by API 2.2");
    }
}
