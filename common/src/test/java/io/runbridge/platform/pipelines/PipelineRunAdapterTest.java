package io.runbridge.platform.pipelines;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.get;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static io.runbridge.platform.testing.Starts.input;
import static io.runbridge.platform.testing.Starts.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Observation;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineRunAdapterTest {

    private static final JobType TYPE = JobType.SYNAPSE_PIPELINE;
    private static final StartRun START = Starts.of(TYPE, "ingest-orders");
    private static final String RUN_ID = "2f7fdb90-5df1-4b8e-ac2f-064cfa58202b";
    private static final RunRef RUN = new RunRef(TYPE, "ingest-orders", RUN_ID);

    private LocalPlatform platform;

    @AfterEach
    void close() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void shouldCreateARunWithRealJsonTypes() {
        // given
        RunAdapter adapter = answering(202, "{\"runId\":\"" + RUN_ID + "\"}");
        StartRun start = Starts.of(
                TYPE,
                "copy all [x] Ä",
                input("retries", 9007199254740993L),
                input("ratio", 0.5),
                input("dryRun", true),
                input("since", "2026-01-01"),
                parameter("list", "[\"a\"]", DataType.ARRAY, Direction.OUTPUT),
                parameter("map", "{\"k\":1.50}", DataType.OBJECT, Direction.INPUT_OUTPUT),
                input("nothing", null));

        // when
        String runId = success(adapter.start(start, () -> true)).runId();

        // then
        assertThat(runId).isEqualTo(RUN_ID);
        assertThat(platform.lastRequest().method()).isEqualTo("POST");
        assertThat(platform.lastRequest().uri())
                .isEqualTo("/pipelines/copy%20all%20%5Bx%5D%20%C3%84/createRun?api-version=2020-12-01");
        assertThat(platform.lastRequest().body())
                .isEqualTo("{\"retries\":9007199254740993,\"ratio\":0.5,\"dryRun\":true,\"since\":\"2026-01-01\","
                        + "\"list\":[\"a\"],\"map\":{\"k\":1.50},\"nothing\":null}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void shouldTakeAnySuccessThatNamesARun(int status) {
        // given
        RunAdapter adapter = answering(status, "{\"runId\":\"" + RUN_ID + "\"}");

        // then
        assertThat(get(adapter.start(START, () -> true)) instanceof Answer.Success)
                .isEqualTo(status != 204);
    }

    @Test
    void shouldRecoverARunWithoutParameters() {
        // given
        RunAdapter adapter = answering(202, "{\"runId\":\"" + RUN_ID + "\"}");
        StartRun start = Starts.recovering(START, new Recovery("11-22", true, "Copy orders&x"));

        // when
        success(adapter.start(start, () -> true));

        // then
        assertThat(platform.lastRequest().uri())
                .isEqualTo("/pipelines/ingest-orders/createRun?api-version=2020-12-01"
                        + "&referencePipelineRunId=11-22&isRecovery=true&startActivityName=Copy%20orders%26x");
        assertThat(platform.lastRequest().body()).isEqualTo("{}");
    }

    @Test
    void shouldRepeatARunWithoutRecoveryMode() {
        // given
        RunAdapter adapter = answering(202, "{\"runId\":\"" + RUN_ID + "\"}");

        // when
        success(adapter.start(Starts.recovering(START, new Recovery("11-22", false, null)), () -> true));

        // then
        assertThat(platform.lastRequest().uri())
                .isEqualTo("/pipelines/ingest-orders/createRun?api-version=2020-12-01&referencePipelineRunId=11-22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"runId\":\"\"}",
                "{\"runId\":\"../../x\"}",
                "{\"runId\":null}",
                "{\"runId\":7}",
                "<html/>"
            })
    void shouldBeInDoubtIfASuccessNamesNoRun(String body) {
        // given
        RunAdapter adapter = answering(202, body);

        // then
        assertThat(failure(adapter.start(START, () -> true)).category()).isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " x", "a/b", "..", ".", "a.b", "a?x=1", "a#b", "a%2fb", "a&b", "a:b", "a+b", "a*b", "a<b>", "a\\b",
                "a\r\nb", "-a", "ä"
            })
    void shouldRejectAnExternalIdIfItIsNoPipelineName(String externalId) {
        // given
        RunAdapter adapter = answering(202, "{\"runId\":\"" + RUN_ID + "\"}");
        StartRun start = Starts.of(TYPE, externalId);

        // when
        Failure failure = failure(adapter.start(start, () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.REJECTED);
        assertThat(failure.code()).isEqualTo("INVALID_EXTERNAL_ID");
        assertThat(adapter.check(start)).extracting(Problem::field).containsExactly("externalId");
        assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void shouldRejectMisuseOfRecovery(StartRun start, List<String> fields) {
        // given
        RunAdapter adapter = answering(200, "");

        // then
        assertThat(adapter.check(start)).extracting(Problem::field).containsExactlyElementsOf(fields);
        assertThat(adapter.check(start)).extracting(Problem::code).containsOnly("INVALID_RECOVERY");
    }

    static List<Arguments> misuses() {
        StartRun withParameters = Starts.of(TYPE, "p", input("a", 1L));
        return List.of(
                arguments(Starts.recovering(START, new Recovery("", true, null)), "recovery.referenceRunId"),
                arguments(Starts.recovering(START, new Recovery("a/b", true, null)), "recovery.referenceRunId"),
                arguments(Starts.recovering(withParameters, new Recovery("1", true, null)), "parameters"),
                arguments(Starts.recovering(START, new Recovery("1", false, "A")), "recovery.startActivityName"),
                arguments(Starts.recovering(START, new Recovery("1", true, " ")), "recovery.startActivityName"),
                arguments(
                        Starts.recovering(withParameters, new Recovery("", false, "")),
                        "recovery.referenceRunId",
                        "parameters",
                        "recovery.startActivityName",
                        "recovery.startActivityName"));
    }

    private static Arguments arguments(StartRun start, String... fields) {
        return Arguments.of(start, List.of(fields));
    }

    @Test
    void shouldNameEveryParameterThatCannotBeSent() {
        // given
        RunAdapter adapter = answering(200, "");
        StartRun start = Starts.of(
                TYPE,
                "p",
                parameter("a", "x", DataType.INT, Direction.INPUT),
                input("b", 1L),
                parameter("c", "vault://v/c", DataType.SECRET, Direction.INPUT));

        // then
        assertThat(adapter.check(start)).extracting(Problem::field).containsExactly("parameters[a]", "parameters[c]");
        assertThat(adapter.check(start)).extracting(Problem::code).containsOnly("INVALID_PARAMETER");
    }

    @Test
    void shouldObserveARun() {
        // given
        RunAdapter adapter = answering(
                200,
                "{\"runId\":\"" + RUN_ID + "\",\"status\":\"Failed\",\"message\":\"no disk\",\"runStart\":"
                        + "\"2018-06-16T00:37:44.6257014Z\",\"runEnd\":\"2018-06-16T00:38:44Z\","
                        + "\"lastUpdated\":\"2018-06-16T00:38:45Z\",\"extra\":{\"x\":[]}}");

        // when
        Observation seen = seen(adapter);

        // then
        assertThat(seen)
                .isEqualTo(new Observation(
                        Status.FAILED,
                        "Failed",
                        Optional.of("no disk"),
                        Optional.empty(),
                        Optional.of(Instant.parse("2018-06-16T00:37:44.6257014Z")),
                        Optional.of(Instant.parse("2018-06-16T00:38:44Z")),
                        Instant.parse("2018-06-16T00:38:45Z"),
                        Optional.empty()));
        assertThat(platform.requests().get(0).uri()).isEqualTo("/pipelineruns/" + RUN_ID + "?api-version=2020-12-01");
    }

    @Test
    void shouldCutALongMessageBetweenCharacters() {
        // given
        RunAdapter adapter = answering(
                200,
                "{\"runId\":\"" + RUN_ID + "\",\"status\":\"Failed\",\"message\":\"" + "x".repeat(3_999)
                        + "\uD83D\uDE00 and more\"}");

        // then
        assertThat(seen(adapter).message()).contains("x".repeat(3_999));
    }

    @Test
    void shouldObserveACancelledRunThatDoesNotSayWhenItEnded() {
        // given
        RunAdapter adapter = answering(
                200,
                "{\"runId\":\"" + RUN_ID + "\",\"status\":\"Cancelled\",\"message\":\"\",\"runStart\":null,"
                        + "\"runEnd\":null,\"durationInMs\":null}");

        // when
        Observation seen = seen(adapter);

        // then
        assertThat(seen.terminal()).isTrue();
        assertThat(seen.message()).isEmpty();
        assertThat(seen.freshAt()).isEqualTo(LocalPlatform.NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"runId\":\"%s\",\"status\":\"Hibernating\"}", "{\"runId\":\"%s\"}"})
    void shouldKeepARunOpenIfItsWordIsUnknown(String body) {
        // given
        RunAdapter adapter = answering(200, body.formatted(RUN_ID));

        // then
        assertThat(seen(adapter).status()).isEqualTo(Status.UNKNOWN);
        assertThat(seen(adapter).terminal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>login</html>", "{\"runId\":\"other\",\"status\":\"Failed\"}", "[]"})
    void shouldLearnNothingFromAnAnswerThatIsNotAboutTheRun(String body) {
        // given
        RunAdapter adapter = answering(200, body);

        // then
        assertThat(unseen(adapter).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldAnswerForEachRunOfABatchOnce() {
        // given
        RunAdapter adapter = answering(request -> request.uri().contains("r-7?")
                ? Reply.json(404, "{\"error\":{\"code\":\"PipelineRunNotFound\",\"message\":\"x\"}}")
                : Reply.json(
                        200,
                        "{\"runId\":\"" + request.uri().replaceAll(".*/|\\?.*", "") + "\",\"status\":\"Queued\"}"));
        List<RunRef> batch = IntStream.range(0, 200)
                .mapToObj(i -> new RunRef(TYPE, "p", i == 3 ? "../x" : "r-" + i))
                .toList();
        Map<RunRef, Answer<Observation>> answers = new ConcurrentHashMap<>();

        // when
        get(adapter.observe(
                batch, (run, answer) -> assertThat(answers.put(run, answer)).isNull()));

        // then
        assertThat(answers).hasSize(200);
        assertThat(answers.values().stream().filter(Answer.Failed.class::isInstance))
                .hasSize(2);
        assertThat(platform.requests()).hasSize(199);
    }

    @Test
    void shouldCancelARunAndItsChildren() {
        // given
        RunAdapter adapter = answering(200, "");

        // when
        success(adapter.cancel(RUN));

        // then
        assertThat(platform.lastRequest().method()).isEqualTo("POST");
        assertThat(platform.lastRequest().uri())
                .isEqualTo("/pipelineruns/" + RUN_ID + "/cancel?api-version=2020-12-01&isRecursive=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a?b", "a%2fb", "a b", "a\nb"})
    void shouldSendNothingForARunIdThatCannotBe(String runId) {
        // given
        RunAdapter adapter = answering(200, "");

        // when
        Failure failure = failure(adapter.cancel(new RunRef(TYPE, "p", runId)));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.NOT_FOUND);
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldLookUpAllPages() {
        // given
        RunAdapter adapter = answering(request -> {
            boolean second = request.body().contains("\"continuationToken\":\"t 1\"");
            return Reply.json(
                    200,
                    second
                            ? "{\"value\":[{\"runId\":\"r-2\",\"pipelineName\":\"b\",\"lastUpdated\":\"2026-03-01T09:59:00Z\"}]}"
                            : "{\"value\":[{\"runId\":\"r-1\",\"pipelineName\":\"a\",\"runStart\":\"2026-03-01T09:58:00Z\","
                                    + "\"parameters\":{\"n\":\"3\",\"l\":\"[ \\\"x\\\" ]\",\"o\":null,\"f\":\"True\"}},"
                                    + "{\"runId\":\"r-0\",\"pipelineName\":\"a\",\"invokedBy\":{\"pipelineRunId\":\"r-9\"}}],"
                                    + "\"continuationToken\":\"t 1\"}");
        });

        // when
        List<FoundRun> found = success(adapter.lookUp(Set.of("b", "a"), Instant.parse("2026-03-01T09:00:00Z")));

        // then
        assertThat(found)
                .containsExactly(
                        new FoundRun(
                                "a",
                                "r-1",
                                Map.of("n", "3", "l", "[\"x\"]", "f", "true"),
                                Optional.empty(),
                                Instant.parse("2026-03-01T09:58:00Z")),
                        new FoundRun("b", "r-2", Map.of(), Optional.empty(), Instant.parse("2026-03-01T09:59:00Z")));
        Request first = platform.requests().get(0);
        assertThat(first.uri()).isEqualTo("/queryPipelineRuns?api-version=2020-12-01");
        assertThat(Json.read(first.body()))
                .isEqualTo(Json.read("{\"lastUpdatedAfter\":\"2026-03-01T09:00:00Z\",\"lastUpdatedBefore\":"
                        + "\"2026-03-02T10:01:00Z\",\"orderBy\":[{\"orderBy\":\"RunStart\",\"order\":\"DESC\"}]}"));
    }

    @Test
    void shouldFindRunsWhateverTheCaseOfTheirNames() {
        // given
        RunAdapter adapter = answering(
                200,
                "{\"value\":[{\"runId\":\"r-1\",\"pipelineName\":\"Ingest-Orders\",\"parameters\":{\"dryRun\":\"true\"}},"
                        + "{\"runId\":\"r-2\",\"pipelineName\":\"other\"}]}");
        StartRun start = Starts.of(TYPE, "ingest-orders", input("DRYRUN", true));

        // when
        List<FoundRun> found = success(adapter.lookUp(Set.of("ingest-orders"), LocalPlatform.NOW));

        // then
        assertThat(found).hasSize(1);
        assertThat(found.get(0).externalId()).isEqualTo("ingest-orders");
        assertThat(found.get(0).parameters()).isEqualTo(adapter.echoOf(start));
    }

    /** What is masked may be what was sent; a wildcard is a value like any other. */
    @Test
    void shouldNotShowParametersThatAreMasked() {
        // given
        RunAdapter adapter = answering(
                200,
                "{\"value\":[{\"runId\":\"r-1\",\"pipelineName\":\"a\",\"parameters\":{\"day\":\"1\",\"table\":\"*\","
                        + "\"key\":\"**********\",\"pin\":\"***\",\"note\":\"***x\"}}]}");

        // when
        List<FoundRun> found = success(adapter.lookUp(Set.of("a"), LocalPlatform.NOW));

        // then
        assertThat(found).singleElement().satisfies(run -> assertThat(run.parameters())
                .isEqualTo(Map.of("day", "1", "table", "*", "note", "***x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"pipelineName\":null", ",\"pipelineName\":\"\"", ",\"pipelineName\":{}"})
    void shouldFailALookUpThatNamesARunOfNoPipeline(String name) {
        // given
        RunAdapter adapter = answering(200, "{\"value\":[{\"runId\":\"r-1\"" + name + "}]}");

        // then
        assertThat(failure(adapter.lookUp(Set.of("a"), LocalPlatform.NOW)).category())
                .isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldNotListForEver() {
        // given
        RunAdapter adapter = answering(200, "{\"value\":[],\"continuationToken\":\"same\"}");

        // when
        Failure failure = failure(adapter.lookUp(Set.of("a"), LocalPlatform.NOW));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(platform.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"value\":null}", "[]", ""})
    void shouldFailALookUpThatListsNothingReadable(String body) {
        // given
        RunAdapter adapter = answering(200, body);

        // then
        assertThat(failure(adapter.lookUp(Set.of("a"), LocalPlatform.NOW)).category())
                .isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldFindWhatItSentInTheEcho() {
        // given
        RunAdapter adapter = answering(200, "");
        StartRun start = Starts.of(
                TYPE,
                "p",
                input("n", 3L),
                input("d", 1e7),
                parameter("l", "[1, 2.0]", DataType.ARRAY, Direction.INPUT),
                input("b", true),
                input("o", null));

        // then
        assertThat(adapter.echoOf(start)).isEqualTo(Map.of("n", "3", "d", "1E+7", "l", "[1,2]", "b", "true"));
        assertThat(adapter.settlement()).isEqualTo(Settlement.LISTING);
    }

    @Test
    void shouldLinkToTheRunInItsWorkspace() {
        // given
        platform = new LocalPlatform(
                PlatformType.SYNAPSE,
                Map.of(
                        "links.subscription-id", "s-1",
                        "links.resource-group", "rg one",
                        "links.workspace", "ws"),
                request -> Reply.reset());

        // then
        assertThat(platform.adapter(TYPE).monitoringUrl(RUN))
                .isEqualTo("https://web.azuresynapse.net/en/monitoring/pipelineruns/" + RUN_ID
                        + "?workspace=%2Fsubscriptions%2Fs-1%2FresourceGroups%2Frg%20one"
                        + "%2Fproviders%2FMicrosoft.Synapse%2Fworkspaces%2Fws");
    }

    @Test
    void shouldLinkWithoutTheWorkspaceIfItIsNotConfigured() {
        // given
        RunAdapter adapter = answering(200, "");

        // then
        assertThat(adapter.monitoringUrl(RUN))
                .isEqualTo("https://web.azuresynapse.net/en/monitoring/pipelineruns/" + RUN_ID);
    }

    private RunAdapter answering(int status, String body) {
        return answering(request -> Reply.json(status, body));
    }

    private RunAdapter answering(Function<Request, Reply> answers) {
        platform = new LocalPlatform(PlatformType.SYNAPSE, Map.of(), answers);
        return platform.adapter(TYPE);
    }

    private static Observation seen(RunAdapter adapter) {
        return success(LocalPlatform.look(adapter, RUN));
    }

    private static Failure unseen(RunAdapter adapter) {
        return failure(LocalPlatform.look(adapter, RUN));
    }
}
