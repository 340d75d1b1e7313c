package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Activity;
import io.runbridge.platform.Observation;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskListingTest {

    private static final RunRef RUN = new RunRef(JobType.DATABRICKS_WORKFLOW, "42", "7");
    private static final String ELSEWHERE = "Workload failed, see run output for details";
    private static final String OUTPUT = "/api/2.2/jobs/runs/get-output?run_id=";
    private static final Reply ERROR =
            Reply.json(200, "{\"error\":\"KeyError: 'x'\",\"error_trace\":\"Traceback ...\",\"metadata\":{}}");

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldNameTheFailedTasksAndTheErrorOfTheFirst() {
        // given
        open(
                Map.of(),
                run(
                        "INTERNAL_ERROR",
                        "FAILED",
                        "Task load failed with message: " + ELSEWHERE + ".",
                        task(11, "extract", "SUCCESS", "", 5),
                        task(12, "publish", "UPSTREAM_FAILED", "An upstream task failed.", 6),
                        task(13, "report", "FAILED", ELSEWHERE, 9),
                        task(14, "load", "FAILED", ELSEWHERE, 7)),
                ERROR);

        // when
        Observation seen = seen();

        // then
        assertThat(seen.message()).contains("Task load failed with message: KeyError: 'x'.");
        assertThat(seen.activities())
                .extracting(Activity::name, activity -> activity.message().orElseThrow())
                .containsExactly(
                        tuple("publish", "An upstream task failed."),
                        tuple("report", ELSEWHERE),
                        tuple("load", "KeyError: 'x'"));
        assertThat(seen.activities()).allSatisfy(activity -> {
            assertThat(activity.status()).isEqualTo(Status.FAILED);
            assertThat(activity.type()).contains("notebook_task");
            assertThat(activity.attempt()).isEqualTo(3);
            assertThat(activity.startTime()).contains(Instant.ofEpochMilli(1));
        });
        assertThat(platform.requests())
                .extracting(Request::uri)
                .containsExactly("/api/2.2/jobs/runs/get?run_id=7", OUTPUT + 14);
    }

    @Test
    void shouldReadNoOutputIfATaskSaysWhyItFailed() {
        // given
        open(Map.of(), run("TERMINATED", "FAILED", ELSEWHERE, task(11, "load", "FAILED", "disk full", 5)), ERROR);

        // then
        assertThat(seen().message()).contains("disk full");
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void shouldNotTakeATaskThatDidNotRunForTheCause() {
        // given
        open(
                Map.of(),
                run(
                        "TERMINATED",
                        "FAILED",
                        ELSEWHERE,
                        task(11, "load", "FAILED", ELSEWHERE, 5),
                        task(12, "publish", "UPSTREAM_FAILED", "An upstream task failed.", 4)),
                Reply.json(200, "{}"));

        // then
        assertThat(seen().message()).contains(ELSEWHERE);
    }

    @Test
    void shouldTurnPages() {
        // given
        platform = new LocalPlatform(PlatformType.DATABRICKS, Map.of(), request -> {
            boolean second = request.uri().endsWith("&page_token=p%202");
            String run = run("TERMINATED", "FAILED", "x", task(second ? 12 : 11, "t", "FAILED", "disk full", 5));
            return Reply.json(200, second ? run : run.replaceFirst("\\{", "{\"next_page_token\":\"p 2\","));
        });

        // then
        assertThat(seen().activities()).hasSize(2);
        assertThat(platform.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "on-failure, TERMINATED, FAILED, 1, 2",
        "on-failure, TERMINATED, SUCCESS, 0, 1",
        "on-failure, TERMINATED, CANCELED, 0, 1",
        "on-failure, RUNNING, , 0, 1",
        "always, TERMINATED, FAILED, 3, 2",
        "always, TERMINATED, SUCCESS, 3, 2",
        "always, TERMINATED, CANCELED, 3, 2",
        "always, RUNNING, , 0, 1",
        "never, TERMINATED, FAILED, 0, 1"
    })
    void shouldAskOnlyAfterTheEndsOfTheConfiguration(
            String policy, String lifeCycle, String result, int activities, int calls) {
        // given
        String run = run(
                lifeCycle,
                result == null ? "" : result,
                "",
                task(11, "a", "SUCCESS", "", 5),
                task(12, "b", "FAILED", "", 5),
                task(13, "c", "ODD", "", 5));
        open(Map.of("polls.activities", policy), run, ERROR);

        // then
        assertThat(seen().activities()).hasSize(activities);
        assertThat(platform.requests()).hasSize(calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "<html/>",
                "{\"error\":{\"a\":1}}",
                "{\"error\":\"\",\"error_trace\":[]}",
                "{\"error\":null}"
            })
    void shouldTellTheEndWhateverIsSaidOfTheOutput(String body) {
        // given
        open(
                Map.of(),
                run("TERMINATED", "FAILED", ELSEWHERE, task(11, "a", "FAILED", ELSEWHERE, 5)),
                Reply.json(200, body));

        // then
        assertThat(seen().message()).contains(ELSEWHERE);
        assertThat(seen().activities()).hasSize(1);
    }

    @Test
    void shouldTakeTheTraceIfThereIsNoError() {
        // given
        open(
                Map.of(),
                run("TERMINATED", "FAILED", ELSEWHERE, task(11, "a", "FAILED", ELSEWHERE, 5)),
                Reply.json(200, "{\"error\":\"\",\"error_trace\":\"at line 1\"}"));

        // then
        assertThat(seen().message()).contains("at line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tasks\":null",
                "\"tasks\":{\"a\":1}",
                "\"tasks\":[null,1,\"x\",[],{},{\"task_key\":\"\"}]",
                "\"next_page_token\":\"\"",
                "\"next_page_token\":[7]"
            })
    void shouldTellTheEndWhateverIsSaidOfTheTasks(String member) {
        // given
        open(Map.of(), run("TERMINATED", "FAILED", "x").replace("\"tasks\":[]", member), ERROR);

        // then
        assertThat(seen().status()).isEqualTo(Status.FAILED);
        assertThat(seen().activities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"11/../x\"", "null", "1.5"})
    void shouldAskForNoOutputOfATaskWithoutARun(String runId) {
        // given
        String task = task(11, "a", "FAILED", ELSEWHERE, 5).replace("\"run_id\":11", "\"run_id\":" + runId);
        open(Map.of(), run("TERMINATED", "FAILED", ELSEWHERE, task), ERROR);

        // then
        assertThat(seen().activities()).hasSize(1);
        assertThat(platform.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 429, 500})
    void shouldTellTheEndThoughTheOutputIsRefused(int status) {
        // given
        open(
                Map.of(),
                run("TERMINATED", "FAILED", ELSEWHERE, task(11, "a", "FAILED", ELSEWHERE, 5)),
                Reply.json(status, "{\"error_code\":\"X\"}"));

        // then
        assertThat(seen().status()).isEqualTo(Status.FAILED);
        assertThat(seen().activities()).hasSize(1);
    }

    @Test
    void shouldTellTheEndAfterTheDeadlineIfTheOutputIsNotAnswered() {
        // given
        open(
                Map.of("calls.deadline", "300ms"),
                run("TERMINATED", "FAILED", ELSEWHERE, task(11, "a", "FAILED", ELSEWHERE, 5)),
                Reply.stall("HTTP/1.1 200 OK\r\n"));

        // then
        assertThat(seen().activities()).hasSize(1);
    }

    private Observation seen() {
        return success(look(platform.adapter(RUN.jobType()), RUN));
    }

    private void open(Map<String, String> settings, String run, Reply output) {
        platform = new LocalPlatform(
                PlatformType.DATABRICKS,
                settings,
                request -> request.uri().startsWith(OUTPUT) ? output : Reply.json(200, run));
    }

    private static String run(String lifeCycle, String result, String message, String... tasks) {
        return "{\"run_id\":7," + state(lifeCycle, result, message) + ",\"tasks\":[" + String.join(",", tasks) + "]}";
    }

    private static String task(int runId, String key, String result, String message, int endMs) {
        return "{\"run_id\":" + runId + ",\"task_key\":\"" + key + "\",\"attempt_number\":2,\"depends_on\":[],"
                + "\"notebook_task\":{\"notebook_path\":\"/x\"},\"start_time\":1,\"end_time\":" + endMs + ","
                + state("TERMINATED", result, message) + "}";
    }

    private static String state(String lifeCycle, String result, String message) {
        return "\"state\":{\"life_cycle_state\":\"" + lifeCycle + "\",\"result_state\":\"" + result
                + "\",\"state_message\":\"" + message + "\"}";
    }
}
