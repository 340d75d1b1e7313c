package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabricksJobsFactsTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String TOKEN = "dapi-local";

    private final Remote remote = SCENE.remote();

    private Reply get(String path) {
        return remote.get("/api/2.2/jobs/" + path, TOKEN);
    }

    private Reply post(String path, JsonObject body) {
        return remote.post("/api/2.2/jobs/" + path, TOKEN, body);
    }

    private Reply runNow(JsonObject body) {
        return post("run-now", body);
    }

    private long start(long jobId) {
        return runNow(new JsonObject().put("job_id", jobId)).json().getLong("run_id");
    }

    private JsonObject run(long runId) {
        return get("runs/get?run_id=" + runId).json();
    }

    private JsonObject ended(String outcome, long jobId) {
        remote.behave(new JsonObject().put("outcome", outcome));
        long runId = start(jobId);
        remote.advance(3_000);
        return run(runId);
    }

    private static String words(JsonObject run) {
        JsonObject state = run.getJsonObject("state");
        return state.getString("life_cycle_state") + "/" + state.getString("result_state");
    }

    private static String code(JsonObject run) {
        return run.getJsonObject("status").getJsonObject("termination_details").getString("code");
    }

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
    void shouldPassPendingRunningAndTerminatingWithStateAndStatus() {
        long runId = start(42);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            JsonObject run = run(runId);
            String word = run.getJsonObject("state").getString("life_cycle_state") + "|"
                    + run.getJsonObject("status").getString("state");
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(word)) {
                seen.add(word);
            }
            remote.advance(100);
        }

        assertThat(seen)
                .containsExactly(
                        "PENDING|PENDING", "RUNNING|RUNNING", "TERMINATING|TERMINATING", "TERMINATED|TERMINATED");
    }

    @Test
    void shouldHaveEndTimeZeroWhileRunning() {
        long runId = start(42);

        JsonObject running = run(runId);
        remote.advance(3_000);
        JsonObject done = run(runId);

        assertThat(running.getLong("end_time")).isZero();
        assertThat(done.getLong("end_time")).isEqualTo(done.getLong("start_time") + 3_000);
        assertThat(words(done)).isEqualTo("TERMINATED/SUCCESS");
        assertThat(done.getString("run_page_url")).contains("#job/42/run/" + runId);
    }

    @Test
    void shouldShowAFailedRunWithSeveralTasksAsInternalErrorWithFailed() {
        JsonObject run = ended("FAILED", 42);

        assertThat(words(run)).isEqualTo("INTERNAL_ERROR/FAILED");
        assertThat(run.getJsonObject("state").getString("state_message"))
                .isEqualTo("Task publish failed with message: Workload failed, see run output for details.");
        assertThat(run.getJsonObject("status").getString("state")).isEqualTo("TERMINATED");
        assertThat(code(run)).isEqualTo("RUN_EXECUTION_ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, TERMINATED/FAILED, RUN_EXECUTION_ERROR",
        "TIMED_OUT, TERMINATED/TIMEDOUT, CANCELED",
        "CANCELLED, TERMINATED/CANCELED, USER_CANCELED",
        "SUCCESS_WITH_FAILURES, TERMINATED/SUCCESS_WITH_FAILURES, SUCCESS_WITH_FAILURES",
        "UPSTREAM_FAILED, TERMINATED/UPSTREAM_FAILED, RUN_EXECUTION_ERROR",
        "UPSTREAM_CANCELLED, TERMINATED/UPSTREAM_CANCELED, CANCELED",
        "EXCLUDED, TERMINATED/EXCLUDED, SKIPPED",
        "DISABLED, TERMINATED/DISABLED, DISABLED",
        "SKIPPED, SKIPPED/null, SKIPPED",
        "MAX_CONCURRENT_RUNS, SKIPPED/MAXIMUM_CONCURRENT_RUNS_REACHED, MAX_CONCURRENT_RUNS_EXCEEDED",
        "INTERNAL_ERROR, INTERNAL_ERROR/null, INTERNAL_ERROR",
    })
    void shouldEndInTheDocumentedWords(String outcome, String words, String code) {
        JsonObject run = ended(outcome, 43);

        assertThat(words(run)).isEqualTo(words);
        assertThat(code(run)).isEqualTo(code);
    }

    @Test
    void shouldLeaveResultStateOutOfASkippedRun() {
        assertThat(ended("SKIPPED", 43).getJsonObject("state").containsKey("result_state"))
                .isFalse();
    }

    @Test
    void shouldShowWordsNobodyKnowsIfToldTo() {
        remote.behave(new JsonObject().put("runningWord", "WAITING_FOR_RETRY"));
        long runId = start(43);
        remote.advance(1_000);

        assertThat(run(runId).getJsonObject("state").getString("life_cycle_state"))
                .isEqualTo("WAITING_FOR_RETRY");
        assertThat(run(runId).getJsonObject("status").getString("state")).isEqualTo("WAITING");
        assertThat(get("runs/list?active_only=true").json().containsKey("runs")).isFalse();
        assertThat(get("runs/list").array("runs")).hasSize(1);
    }

    @Test
    void shouldSkipARunBeyondTheJobsLimit() {
        limitedJob(false);
        start(50);

        long second = start(50);

        assertThat(words(run(second))).isEqualTo("SKIPPED/MAXIMUM_CONCURRENT_RUNS_REACHED");
    }

    @Test
    void shouldQueueARunBeyondTheJobsLimitIfQueueingIsOn() {
        limitedJob(true);
        start(50);
        long second = start(50);

        JsonObject queued = run(second);
        remote.advance(3_000);
        JsonObject pending = run(second);
        remote.advance(3_000);
        JsonObject done = run(second);

        assertThat(queued.getJsonObject("state").getString("life_cycle_state")).isEqualTo("QUEUED");
        assertThat(queued.getJsonObject("status").getJsonObject("queue_details").getString("code"))
                .isEqualTo("MAX_CONCURRENT_RUNS_REACHED");
        assertThat(pending.getJsonObject("state").getString("life_cycle_state")).isEqualTo("PENDING");
        assertThat(words(done)).isEqualTo("TERMINATED/SUCCESS");
    }

    private void limitedJob(boolean queue) {
        remote.control(
                "POST",
                "/jobs",
                new JsonObject("{\"job_id\":50,\"settings\":{\"max_concurrent_runs\":1,\"queue\":{\"enabled\":" + queue
                        + "},\"tasks\":[{\"task_key\":\"one\"}]}}"));
    }

    @Test
    void shouldCancelWithAnEmptyObjectThroughTerminating() {
        long runId = start(42);
        remote.advance(1_000);

        Reply cancel = post("runs/cancel", new JsonObject().put("run_id", runId));
        JsonObject terminating = run(runId);
        remote.advance(500);
        JsonObject cancelled = run(runId);

        assertThat(cancel.status()).isEqualTo(200);
        assertThat(cancel.body()).isEqualTo("{}");
        assertThat(terminating.getJsonObject("state").getString("life_cycle_state"))
                .isEqualTo("TERMINATING");
        assertThat(words(cancelled)).isEqualTo("TERMINATED/CANCELED");
        assertThat(cancelled.getJsonObject("state").getBoolean("user_cancelled_or_timedout"))
                .isTrue();
    }

    @Test
    void shouldLeaveAFinishedRunAsItIsOnCancel() {
        long runId = start(42);
        remote.advance(3_000);

        assertThat(post("runs/cancel", new JsonObject().put("run_id", runId)).status())
                .isEqualTo(200);
        assertThat(words(run(runId))).isEqualTo("TERMINATED/SUCCESS");
    }

    @Test
    void shouldTakeATaskRunsIdForCancelAndGet() {
        long runId = start(42);
        long taskRunId = run(runId).getJsonArray("tasks").getJsonObject(0).getLong("run_id");

        assertThat(run(taskRunId).getLong("job_run_id")).isEqualTo(runId);
        post("runs/cancel", new JsonObject().put("run_id", taskRunId));
        remote.advance(500);

        assertThat(words(run(runId))).isEqualTo("TERMINATED/CANCELED");
    }

    @Test
    void shouldRejectACancelOfAnUnknownRun() {
        assertThat(post("runs/cancel", new JsonObject().put("run_id", 7)).status())
                .isEqualTo(400);
    }

    @Test
    void shouldCancelAllRunsOfAJob() {
        long mine = start(42);
        long other = start(43);

        Reply reply = post("runs/cancel-all", new JsonObject().put("job_id", 42));
        remote.advance(500);

        assertThat(reply.body()).isEqualTo("{}");
        assertThat(words(run(mine))).isEqualTo("TERMINATED/CANCELED");
        assertThat(run(other).getLong("end_time")).isZero();
    }

    @Test
    void shouldCancelOnlyQueuedRunsIfAskedTo() {
        limitedJob(true);
        long running = start(50);
        long queued = start(50);

        post("runs/cancel-all", new JsonObject().put("all_queued_runs", true));
        remote.advance(500);

        assertThat(words(run(queued))).isEqualTo("TERMINATED/CANCELED");
        assertThat(run(running).getLong("end_time")).isZero();
    }

    @Test
    void shouldRunTasksOneAfterTheOther() {
        long runId = start(42);
        remote.advance(1_500);

        assertThat(run(runId).getJsonArray("tasks").stream()
                        .map(task -> ((JsonObject) task).getJsonObject("state").getString("life_cycle_state")))
                .containsExactly("TERMINATED", "RUNNING", "BLOCKED");
    }

    @Test
    void shouldRefuseTheOutputOfARunWithSeveralTasks() {
        long runId = start(42);
        remote.advance(3_000);
        long taskRunId = run(runId).getJsonArray("tasks").getJsonObject(2).getLong("run_id");

        Reply parent = get("runs/get-output?run_id=" + runId);
        Reply task = get("runs/get-output?run_id=" + taskRunId);

        assertThat(parent.status()).isEqualTo(400);
        assertThat(parent.json().getString("message")).startsWith("Retrieving the output of runs with multiple tasks");
        assertThat(task.json().containsKey("notebook_output")).isTrue();
    }

    @Test
    void shouldGiveTheErrorAsOutputOfAFailedTask() {
        long runId = ended("FAILED", 43).getLong("run_id");

        assertThat(get("runs/get-output?run_id=" + runId).json().getString("error"))
                .contains("Workload failed");
    }

    @Test
    void shouldReopenARunOnRepairUnderTheSameId() {
        remote.behave(new JsonObject().put("outcome", "FAILED").put("next", 1));
        long runId = start(42);
        remote.advance(3_000);

        Reply repair = post("runs/repair", new JsonObject().put("run_id", runId).put("rerun_all_failed_tasks", true));
        JsonObject open = run(runId);
        remote.advance(3_000);
        JsonObject done = run(runId);

        assertThat(repair.json().getLong("repair_id")).isPositive();
        assertThat(open.getJsonObject("state").getString("life_cycle_state")).isEqualTo("PENDING");
        assertThat(words(done)).isEqualTo("TERMINATED/SUCCESS");
        assertThat(done.getJsonArray("repair_history")).hasSize(2);
    }

    @Test
    void shouldRejectRepairAndDeleteOfAnActiveRun() {
        JsonObject body = new JsonObject().put("run_id", start(42));

        assertThat(post("runs/repair", body).json().getString("error_code")).isEqualTo("INVALID_STATE");
        assertThat(post("runs/delete", body).json().getString("error_code")).isEqualTo("INVALID_STATE");
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

    @Test
    void shouldForgetRunsAfterSixtyDays() {
        long runId = start(42);
        remote.advance(60L * 24 * 3_600_000);

        assertThat(get("runs/get?run_id=" + runId).status()).isEqualTo(400);
    }
}
