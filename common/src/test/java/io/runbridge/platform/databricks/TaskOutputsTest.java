package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskOutputsTest {

    private static final RunRef RUN = new RunRef(JobType.DATABRICKS_WORKFLOW, "42", "7");
    private static final String OUTPUT = "/api/2.2/jobs/runs/get-output?run_id=";
    private static final Map<String, String> WANTED = Map.of("polls.outputs", "on-success");

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldReadWhatEachNotebookEndedWith() {
        // given
        open(
                WANTED,
                run("SUCCESS", task(11, "extract"), task(12, "load"), task(13, "mute")),
                request -> request.uri().endsWith("13")
                        ? Reply.json(200, "{\"notebook_output\":{\"truncated\":false}}")
                        : result("\"rows of " + request.uri().substring(OUTPUT.length()) + "\"", false));

        // when
        Observation seen = seen();

        // then
        assertThat(seen.outputs())
                .containsExactly(
                        Output.of("extract", "rows of 11", DataType.STRING, "11"),
                        Output.of("load", "rows of 12", DataType.STRING, "12"));
        assertThat(seen.status()).isEqualTo(Status.SUCCESS);
        assertThat(seen.activities()).isEmpty();
        assertThat(asked()).containsExactly(OUTPUT + 11, OUTPUT + 12, OUTPUT + 13);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | STRING",
                "'' | STRING",
                "1200 | INT",
                "007 | STRING",
                "2.5 | FLOAT",
                "true | BOOL",
                "{'a':1} | OBJECT",
                "[1,2] | ARRAY",
                "{'a': | STRING",
                "null | STRING",
                "'\"text\"' | STRING"
            })
    void shouldGuessWhatTheTextIs(String text, DataType type) {
        // given
        String value = text.replace('\'', '"');
        open(
                WANTED,
                run("SUCCESS", task(11, "only")),
                request -> result("\"" + value.replace("\"", "\\\"") + "\"", false));

        // then
        assertThat(seen().outputs()).containsExactly(Output.of("only", value, type, "11"));
    }

    @ParameterizedTest
    @CsvSource({
        "never, SUCCESS, 0",
        "on-success, SUCCESS, 1",
        "on-success, SUCCESS_WITH_FAILURES, 1",
        "on-success, FAILED, 0",
        "on-success, CANCELED, 0",
        "always, SUCCESS, 1",
        "always, FAILED, 1",
        "always, CANCELED, 1"
    })
    void shouldAskOnlyAfterTheEndsOfTheConfiguration(String policy, String result, int calls) {
        // given
        open(
                Map.of("polls.outputs", policy, "polls.activities", "never"),
                run(result, task(11, "only")),
                request -> result("\"1\"", false));

        // then
        assertThat(seen().outputs()).hasSize(calls);
        assertThat(asked()).hasSize(calls);
    }

    @Test
    void shouldAskNobodyWhileTheRunGoesOn() {
        // given
        String run = run("", task(11, "only")).replaceFirst("TERMINATED", "RUNNING");
        open(Map.of("polls.outputs", "always"), run, request -> result("\"1\"", false));

        // then
        assertThat(seen().outputs()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void shouldAskOnlyNotebooksThatEndedWell() {
        // given
        open(
                WANTED,
                run(
                        "SUCCESS_WITH_FAILURES",
                        task(11, "wheel").replace("notebook_task", "python_wheel_task"),
                        task(12, "broken").replace("SUCCESS", "FAILED"),
                        task(13, "skipped").replace("SUCCESS", "EXCLUDED"),
                        task(0, "without"),
                        task(15, "good")),
                request -> result("\"1\"", false));

        // then
        assertThat(seen().outputs()).extracting(Output::name).containsExactly("good");
        assertThat(asked()).containsExactly(OUTPUT + 15);
    }

    @Test
    void shouldTakeTheLastRunOfATaskThatWasRepeated() {
        // given
        open(
                WANTED,
                run("SUCCESS", task(12, "load").replace("\"end_time\":5", "\"end_time\":9"), task(11, "load")),
                request -> result("\"1\"", false));

        // then
        assertThat(seen().outputs()).extracting(Output::reference).containsExactly("12");
    }

    @Test
    void shouldNotTakeAnEarlierRunOfATaskThatFailedWhenItWasRepeated() {
        // given
        open(
                WANTED,
                run(
                        "SUCCESS_WITH_FAILURES",
                        task(12, "load")
                                .replace("\"end_time\":5", "\"end_time\":9")
                                .replace("SUCCESS", "FAILED"),
                        task(11, "load")),
                request -> result("\"1\"", false));

        // then
        assertThat(seen().outputs()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void shouldNameWhatThePlatformHasOnlyAPartOf() {
        // given
        open(WANTED, run("SUCCESS", task(11, "only")), request -> result("\"begin\"", true));

        // then
        assertThat(seen().outputs())
                .containsExactly(new Output("only", Optional.of("begin"), Optional.of(DataType.STRING), true, "11"));
    }

    @Test
    void shouldReferToWhatDoesNotFit() {
        // given
        String large = "[" + "1,".repeat(40_000) + "1]";
        open(
                WANTED,
                run("SUCCESS", task(11, "large"), task(12, "small")),
                request -> result(request.uri().endsWith("11") ? "\"" + large + "\"" : "\"1\"", false));

        // then
        assertThat(seen().outputs())
                .extracting(
                        Output::name,
                        Output::truncated,
                        output -> output.value().isPresent(),
                        Output::reference)
                .containsExactly(tuple("large", true, false, "11"), tuple("small", false, true, "12"));
    }

    @Test
    void shouldAskNoMoreThanTheFirstTwenty() {
        // given
        String[] tasks =
                IntStream.range(0, 25).mapToObj(i -> task(100 + i, "t" + i)).toArray(String[]::new);
        open(WANTED, run("SUCCESS", tasks), request -> result("\"1\"", false));

        // when
        List<Output> outputs = seen().outputs();

        // then
        assertThat(asked()).hasSize(TaskOutputs.MOST);
        assertThat(outputs).hasSize(25);
        assertThat(outputs.subList(0, 20)).noneMatch(Output::truncated);
        assertThat(outputs.get(24)).isEqualTo(Output.elsewhere("t24", "124"));
    }

    @ParameterizedTest
    @CsvSource({"400, 2", "403, 2", "404, 2", "500, 2", "429, 1"})
    void shouldReferToWhatIsRefusedAndAskOnUnlessThrottled(int status, int calls) {
        // given
        open(
                WANTED,
                run("SUCCESS", task(11, "a"), task(12, "b")),
                request -> Reply.json(status, "{\"error_code\":\"X\"}"));

        // then
        assertThat(seen().outputs()).containsExactly(Output.elsewhere("a", "11"), Output.elsewhere("b", "12"));
        assertThat(asked()).hasSize(calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"notebook_output\":null}",
                "{\"notebook_output\":\"x\"}",
                "{\"notebook_output\":{\"result\":null}}",
                "{\"notebook_output\":{\"result\":{\"a\":1}}}",
                "{\"logs\":\"x\",\"error\":\"y\"}"
            })
    void shouldTellTheEndWhateverIsSaidOfTheOutput(String body) {
        // given
        open(WANTED, run("SUCCESS", task(11, "only")), request -> Reply.json(200, body));

        // when
        Observation seen = seen();

        // then
        assertThat(seen.status()).isEqualTo(Status.SUCCESS);
        assertThat(seen.outputs()).isEmpty();
    }

    @Test
    void shouldAskForNoFurtherOutputAfterTheDeadline() {
        // given
        open(
                Map.of("polls.outputs", "on-success", "calls.deadline", "300ms"),
                run("SUCCESS", task(11, "a"), task(12, "b")),
                request -> Reply.stall("HTTP/1.1 200 OK\r\n"));

        // then
        assertThat(seen().outputs()).containsExactly(Output.elsewhere("a", "11"), Output.elsewhere("b", "12"));
        assertThat(asked()).hasSize(1);
    }

    @Test
    void shouldTellActivitiesAndOutputsOfOneRun() {
        // given
        open(
                Map.of("polls.outputs", "always", "polls.activities", "always"),
                run("FAILED", task(11, "a"), task(12, "b").replace("SUCCESS", "FAILED")),
                request -> result("\"1\"", false));

        // when
        Observation seen = seen();

        // then
        assertThat(seen.activities()).hasSize(2);
        assertThat(seen.outputs()).extracting(Output::name).containsExactly("a");
    }

    private Observation seen() {
        return success(look(platform.adapter(RUN.jobType()), RUN));
    }

    private List<String> asked() {
        return platform.requests().stream()
                .map(Request::uri)
                .filter(uri -> uri.startsWith(OUTPUT))
                .toList();
    }

    private void open(Map<String, String> settings, String run, Function<Request, Reply> output) {
        platform = new LocalPlatform(
                PlatformType.DATABRICKS,
                settings,
                request -> request.uri().startsWith(OUTPUT) ? output.apply(request) : Reply.json(200, run));
    }

    private static Reply result(String json, boolean truncated) {
        return Reply.json(
                200, "{\"metadata\":{},\"notebook_output\":{\"result\":" + json + ",\"truncated\":" + truncated + "}}");
    }

    private static String run(String result, String... tasks) {
        return "{\"run_id\":7," + state(result) + ",\"tasks\":[" + String.join(",", tasks) + "]}";
    }

    private static String task(int runId, String key) {
        return "{\"run_id\":" + runId + ",\"task_key\":\"" + key + "\",\"notebook_task\":{\"notebook_path\":\"/x\"},"
                + "\"start_time\":1,\"end_time\":5," + state("SUCCESS") + "}";
    }

    private static String state(String result) {
        return "\"state\":{\"life_cycle_state\":\"TERMINATED\",\"result_state\":\"" + result
                + "\",\"state_message\":\"said\"}";
    }
}
