package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobEndFactsTest extends JobsFacts {

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
                .isEqualTo("RuntimeError: The simulator was told to fail.");
    }

    @ParameterizedTest
    @CsvSource({"100, 1200, false", "3, 120, true"})
    void shouldGiveWhatANotebookEndedWithUpToTheLimit(int limit, String result, boolean truncated) {
        remote.set("resultBytes", limit);
        remote.behave(new JsonObject().put("outputs", new JsonObject().put("only", "1200")));
        long runId = start(43);
        remote.advance(1_000);
        JsonObject before = get("runs/get-output?run_id=" + runId).json().getJsonObject("notebook_output");
        remote.advance(2_000);

        JsonObject output = get("runs/get-output?run_id=" + runId).json().getJsonObject("notebook_output");

        assertThat(before.containsKey("result")).isFalse();
        assertThat(output.getString("result")).isEqualTo(result);
        assertThat(output.getBoolean("truncated")).isEqualTo(truncated);
    }

    @Test
    void shouldGiveNoResultOfANotebookThatDidNotEndWithOne() {
        remote.behave(new JsonObject().put("outputs", new JsonObject().put("publish", "x")));
        long runId = start(42);
        remote.advance(3_000);
        long first = run(runId).getJsonArray("tasks").getJsonObject(0).getLong("run_id");

        JsonObject output = get("runs/get-output?run_id=" + first).json().getJsonObject("notebook_output");

        assertThat(output.containsKey("result")).isFalse();
    }

    @Test
    void shouldBlameTheTaskThatRanForThoseBehindIt() {
        long runId = start(42);
        remote.advance(1_500);
        remote.control("POST", "/runs/" + runId + "/end", new JsonObject().put("outcome", "FAILED"));

        JsonArray tasks = run(runId).getJsonArray("tasks");

        assertThat(tasks.stream().map(task -> words((JsonObject) task)))
                .containsExactly("TERMINATED/SUCCESS", "TERMINATED/FAILED", "TERMINATED/UPSTREAM_FAILED");
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
    void shouldRepairOnlyFromTheLatestRepair() {
        long runId = start(42);
        remote.advance(3_000);
        JsonObject body = new JsonObject().put("run_id", runId).put("rerun_all_failed_tasks", true);
        long first = post("runs/repair", body).json().getLong("repair_id");
        remote.advance(3_000);

        assertThat(post("runs/repair", body).status()).isEqualTo(400);
        assertThat(post("runs/repair", body.copy().put("latest_repair_id", first + 1))
                        .status())
                .isEqualTo(400);
        assertThat(post("runs/repair", body.copy().put("latest_repair_id", first))
                        .status())
                .isEqualTo(200);
        JsonArray history = run(runId).getJsonArray("repair_history");
        assertThat(history.getJsonObject(0).containsKey("id")).isFalse();
        assertThat(history.getJsonObject(1).getLong("id")).isEqualTo(first);
    }

    @Test
    void shouldRejectRepairAndDeleteOfAnActiveRun() {
        JsonObject body = new JsonObject().put("run_id", start(42));

        assertThat(post("runs/repair", body).json().getString("error_code")).isEqualTo("INVALID_STATE");
        assertThat(post("runs/delete", body).json().getString("error_code")).isEqualTo("INVALID_STATE");
    }

    @Test
    void shouldForgetRunsAfterSixtyDays() {
        long runId = start(42);
        remote.advance(60L * 24 * 3_600_000);

        assertThat(get("runs/get?run_id=" + runId).status()).isEqualTo(400);
    }
}
