package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.get;
import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static io.runbridge.platform.testing.Starts.input;
import static io.runbridge.platform.testing.Starts.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Activity;
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
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineAdapterTest {

    private static final JobType TYPE = JobType.DATABRICKS_PIPELINE;
    private static final String PIPELINE = "a1b2c3d4-0000-4000-8000-000000000001";
    private static final String ROOT = "/api/2.0/pipelines/" + PIPELINE;
    private static final RunRef RUN = new RunRef(TYPE, PIPELINE, PIPELINE + ":u-1");

    private LocalPlatform platform;

    @AfterEach
    void close() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void shouldStartAnUpdateWithFullRefreshOnly() {
        // given
        RunAdapter adapter = answering(200, "{\"update_id\":\"u-1\"}");
        StartRun start =
                Starts.of(TYPE, PIPELINE, input("full_refresh", true), input("spark.x", "y"), input("photon", true));

        // when
        StartedRun started = success(adapter.start(start, () -> true));

        // then
        assertThat(started.runId()).isEqualTo(PIPELINE + ":u-1");
        assertThat(started.note()).contains("Not sent to Databricks: spark.x, photon");
        assertThat(platform.lastRequest().uri()).isEqualTo(ROOT + "/updates");
        assertThat(platform.lastRequest().body())
                .isEqualTo("{\"pipeline_id\":\"" + PIPELINE + "\",\"full_refresh\":true}");
    }

    @ParameterizedTest
    @MethodSource("refreshes")
    void shouldTakeFullRefreshFromTheRequest(List<Parameter> parameters, boolean fullRefresh) {
        // given
        RunAdapter adapter = answering(200, "{\"update_id\":\"u-1\"}");
        StartRun start = Starts.of(TYPE, PIPELINE, parameters.toArray(Parameter[]::new));

        // when
        success(adapter.start(start, () -> true));

        // then
        assertThat(platform.lastRequest().body()).contains("\"full_refresh\":" + fullRefresh);
        assertThat(adapter.echoOf(start))
                .isEqualTo(Map.of(
                        "full_refresh",
                        Boolean.toString(fullRefresh),
                        "refresh_selection",
                        "[]",
                        "full_refresh_selection",
                        "[]"));
    }

    @Test
    void shouldSendSelections() {
        // given
        RunAdapter adapter = answering(200, "{\"update_id\":\"u-1\"}");
        StartRun start = Starts.of(
                TYPE,
                PIPELINE,
                parameter("refresh_selection", "[\"orders\",\"customers\"]", DataType.ARRAY, Direction.INPUT),
                parameter("full_refresh_selection", "[]", DataType.ARRAY, Direction.INPUT),
                parameter("reset_checkpoint_selection", "[\"flow\"]", DataType.ARRAY, Direction.INPUT_OUTPUT));

        // when
        StartedRun started = success(adapter.start(start, () -> true));

        // then
        assertThat(started.note()).isEmpty();
        assertThat(platform.lastRequest().body())
                .startsWith("{\"pipeline_id\":\"" + PIPELINE + "\",\"full_refresh\":false,")
                .contains("\"refresh_selection\":[\"customers\",\"orders\"]")
                .contains("\"reset_checkpoint_selection\":[\"flow\"]")
                .doesNotContain("full_refresh_selection");
        assertThat(adapter.echoOf(start))
                .isEqualTo(Map.of(
                        "full_refresh",
                        "false",
                        "refresh_selection",
                        "[\"customers\",\"orders\"]",
                        "full_refresh_selection",
                        "[]",
                        "reset_checkpoint_selection",
                        "[\"flow\"]"));
    }

    @Test
    void shouldRejectSelectionsThatAreNoNamesAndARecovery() {
        // given
        RunAdapter adapter = answering(200, "");
        StartRun start = Starts.of(
                TYPE,
                PIPELINE,
                input("refresh_selection", "orders"),
                parameter("full_refresh_selection", "[1]", DataType.ARRAY, Direction.INPUT));

        // then
        assertThat(adapter.check(Starts.recovering(start, new Recovery("7", true, null))))
                .extracting(Problem::field, Problem::rule)
                .containsExactly(
                        tuple(
                                "recovery",
                                "is not possible for a pipeline: start it again with full_refresh or refresh_selection,"
                                        + " full_refresh_selection, reset_checkpoint_selection"),
                        tuple("parameters[refresh_selection]", "must be an ARRAY of names"),
                        tuple("parameters[full_refresh_selection]", "must be an ARRAY of names"));
    }

    static List<Arguments> refreshes() {
        return List.of(
                Arguments.of(List.of(), false),
                Arguments.of(List.of(input("full_refresh", false)), false),
                Arguments.of(List.of(input("full_refresh", null)), false),
                Arguments.of(List.of(parameter("full_refresh", "true", DataType.BOOL, Direction.INPUT)), true),
                Arguments.of(List.of(parameter("full_refresh", true, null, Direction.INPUT_OUTPUT)), true),
                Arguments.of(List.of(parameter("full_refresh", true, null, Direction.OUTPUT)), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a?b", "a:b", "a b", "a%2f", "a\nb"})
    void shouldRejectAnExternalIdIfItIsNoPipelineId(String externalId) {
        // given
        RunAdapter adapter = answering(200, "{\"update_id\":\"u-1\"}");

        // then
        assertThat(failure(adapter.start(Starts.of(TYPE, externalId), () -> true))
                        .code())
                .isEqualTo("INVALID_EXTERNAL_ID");
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldRejectAFullRefreshThatIsNoBoolean() {
        // given
        RunAdapter adapter = answering(200, "");

        // then
        assertThat(adapter.check(Starts.of(TYPE, PIPELINE, input("full_refresh", "yes"))))
                .containsExactly(new Problem("INVALID_PARAMETER", "parameters[full_refresh]", "must be true or false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"update_id\":\"a:b\"}", "{\"update_id\":\"../x\"}", "{\"update_id\":7}", "<html/>"})
    void shouldBeInDoubtIfASuccessNamesNoUpdate(String body) {
        // given
        RunAdapter adapter = answering(200, body);

        // then
        assertThat(failure(adapter.start(Starts.of(TYPE, PIPELINE), () -> true)).category())
                .isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
    }

    @Test
    void shouldSayBusyIfAnotherUpdateIsActive() {
        // given
        RunAdapter adapter =
                answering(409, "{\"error_code\":\"CONFLICT\",\"message\":\"An active update already exists.\"}");

        // then
        assertThat(failure(adapter.start(Starts.of(TYPE, PIPELINE), () -> true)).category())
                .isEqualTo(FailureCategory.BUSY);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, STARTING, ",
        "WAITING_FOR_RESOURCES, STARTING, waits for compute",
        "RUNNING, RUNNING, ",
        "STOPPING, RUNNING, drains first",
        "COMPLETED, SUCCESS, ",
        "CANCELED, CANCELLED, ",
        "HIBERNATING, UNKNOWN, ",
    })
    void shouldObserveAnUpdate(String word, Status status, String hint) {
        // given
        RunAdapter adapter = answering(
                200, "{\"update\":{\"update_id\":\"u-1\",\"state\":\"" + word + "\",\"creation_time\":1770000000000}}");

        // when
        Observation seen = success(look(adapter, RUN));

        // then
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.platformStatus()).isEqualTo(word);
        assertThat(seen.message().orElse("")).contains(hint == null ? "" : hint);
        assertThat(seen.startTime()).contains(Instant.ofEpochMilli(1_770_000_000_000L));
        assertThat(platform.requests()).extracting(Request::uri).containsExactly(ROOT + "/updates/u-1");
    }

    @Test
    void shouldSayWhyAnUpdateFailedAndWhatFollowedIt() {
        // given
        RunAdapter adapter = answering(request -> {
            if (request.uri().startsWith(ROOT + "/events")) {
                return Reply.json(
                        200,
                        "{\"events\":[{\"message\":\"Update u-1 is FAILED.\",\"error\":{\"exceptions\":"
                                + "[{\"message\":\"table x is missing\"}]},\"origin\":{\"update_id\":\"u-1\"},"
                                + "\"event_type\":\"update_progress\",\"timestamp\":\"2026-03-01T09:59:00.5Z\"},"
                                + "{\"message\":\"other\",\"error\":{},\"origin\":{\"update_id\":\"u-0\"}},"
                                + "{\"message\":\"Flow f failed.\",\"error\":{},\"origin\":{\"update_id\":\"u-1\","
                                + "\"flow_name\":\"f\"},\"event_type\":\"flow_progress\",\"timestamp\":"
                                + "\"2026-03-01T09:58:00Z\"},{\"message\":\"fine\"}]}");
            }
            return Reply.json(
                    200,
                    request.uri().endsWith("/updates")
                            ? "{\"updates\":[{\"update_id\":\"u-3\",\"cause\":\"API_CALL\"},{\"update_id\":\"u-2\","
                                    + "\"cause\":\"RETRY_ON_FAILURE\"},{\"update_id\":\"u-1\"}]}"
                            : "{\"update\":{\"update_id\":\"u-1\",\"state\":\"FAILED\"}}");
        });

        // when
        Observation seen = success(look(adapter, RUN));

        // then
        assertThat(seen.status()).isEqualTo(Status.FAILED);
        assertThat(seen.message())
                .contains("Flow f failed.; Update u-1 is FAILED.: table x is missing;"
                        + " Databricks goes on with update u-2 (RETRY_ON_FAILURE)");
        assertThat(seen.activities())
                .extracting(Activity::name, activity -> activity.type().orElseThrow(), activity -> activity.message()
                        .orElseThrow())
                .containsExactly(
                        tuple("f", "flow_progress", "Flow f failed."),
                        tuple("update_progress", "update_progress", "Update u-1 is FAILED.: table x is missing"));
        assertThat(seen.activities()).allMatch(Activity::failed);
        assertThat(seen.activities().get(1).endTime()).contains(Instant.parse("2026-03-01T09:59:00.5Z"));
        assertThat(platform.requests())
                .extracting(Request::uri)
                .contains(ROOT + "/events?max_results=25&filter=update_id%20%3D%20%27u-1%27");
    }

    @ParameterizedTest
    @CsvSource({
        "on-failure, FAILED, 1, 3",
        "on-failure, COMPLETED, 0, 1",
        "on-failure, CANCELED, 0, 1",
        "on-failure, RUNNING, 0, 1",
        "always, FAILED, 1, 3",
        "always, COMPLETED, 1, 2",
        "always, CANCELED, 1, 2",
        "always, RUNNING, 0, 1",
        "never, FAILED, 0, 3",
        "never, COMPLETED, 0, 1"
    })
    void shouldNameErrorsAfterTheEndsOfTheConfiguration(String policy, String word, int errors, int calls) {
        // given
        String event = "{\"events\":[{\"message\":\"Flow f failed.\",\"error\":{}}]}";
        RunAdapter adapter = answering(
                Map.of("polls.activities", policy),
                request -> Reply.json(
                        200,
                        request.uri().contains("/events")
                                ? event
                                : "{\"updates\":[],\"update\":{\"update_id\":\"u-1\",\"state\":\"" + word + "\"}}"));

        // when
        Observation seen = success(look(adapter, RUN));

        // then
        assertThat(seen.activities()).hasSize(errors);
        assertThat(platform.requests()).hasSize(calls);
        assertThat(seen.message().filter("Flow f failed."::equals).isPresent()).isEqualTo(word.equals("FAILED"));
    }

    @Test
    void shouldReportAFailedUpdateAlsoIfNobodySaysWhy() {
        // given
        RunAdapter adapter = answering(request -> request.uri().endsWith("/u-1")
                ? Reply.json(200, "{\"update\":{\"update_id\":\"u-1\",\"state\":\"FAILED\"}}")
                : Reply.json(500, ""));

        // when
        Observation seen = success(look(adapter, RUN));

        // then
        assertThat(seen.status()).isEqualTo(Status.FAILED);
        assertThat(seen.message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u-1", ":", "a:", ":b", "a/b:c", "a:b:c", "..:u", "a:b?c"})
    void shouldSendNothingForARunIdThatCannotBe(String runId) {
        // given
        RunAdapter adapter = answering(200, "{}");
        RunRef run = new RunRef(TYPE, PIPELINE, runId);

        // then
        assertThat(failure(adapter.cancel(run)).code()).isEqualTo("RUN_NOT_FOUND");
        assertThat(failure(look(adapter, run)).code()).isEqualTo("RUN_NOT_FOUND");
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldStopTheUpdateWhereTheWorkspaceCan() {
        // given
        RunAdapter adapter = answering(200, "{}");

        // when
        success(adapter.cancel(RUN));

        // then
        assertThat(calls()).containsExactly("POST " + ROOT + "/updates/u-1/stop");
    }

    @Test
    void shouldStopThePipelineIfOurUpdateIsTheLatestAndRememberWhatTheWorkspaceLacks() {
        // given
        RunAdapter adapter = withoutUpdateStop(
                "{\"updates\":[{\"update_id\":\"u-1\",\"state\":\"RUNNING\"},{\"update_id\":\"u-0\",\"state\":\"COMPLETED\"}]}");
        success(adapter.cancel(RUN));

        // when
        success(adapter.cancel(RUN));

        // then
        assertThat(calls())
                .containsExactly(
                        "POST " + ROOT + "/updates/u-1/stop",
                        "GET " + ROOT + "/updates",
                        "POST " + ROOT + "/stop",
                        "GET " + ROOT + "/updates",
                        "POST " + ROOT + "/stop");
    }

    @Test
    void shouldStopNothingIfOurUpdateHasEnded() {
        // given
        RunAdapter adapter = withoutUpdateStop("{\"updates\":[{\"update_id\":\"u-2\",\"state\":\"RUNNING\"},"
                + "{\"update_id\":\"u-1\",\"state\":\"COMPLETED\"}]}");

        // when
        success(adapter.cancel(RUN));

        // then
        assertThat(calls()).doesNotContain("POST " + ROOT + "/stop");
    }

    @Test
    void shouldStopNothingIfAnotherUpdateIsNewer() {
        // given
        RunAdapter adapter = withoutUpdateStop("{\"updates\":[{\"update_id\":\"u-2\",\"state\":\"QUEUED\"},"
                + "{\"update_id\":\"u-1\",\"state\":\"RUNNING\"}]}");

        // when
        Failure failure = failure(adapter.cancel(RUN));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.BUSY);
        assertThat(calls()).doesNotContain("POST " + ROOT + "/stop");
    }

    @Test
    void shouldNotSayThatItStoppedAnOpenUpdateThatIsNotListedYet() {
        // given
        RunAdapter adapter = answering(request -> {
            if (request.uri().endsWith("/u-1/stop")) {
                return Reply.json(404, "{\"error_code\":\"ENDPOINT_NOT_FOUND\"}");
            }
            return Reply.json(
                    200,
                    request.uri().endsWith("/u-1")
                            ? "{\"update\":{\"update_id\":\"u-1\",\"state\":\"CREATED\"}}"
                            : "{\"updates\":[{\"update_id\":\"u-0\",\"state\":\"COMPLETED\"}]}");
        });

        // when
        Failure failure = failure(adapter.cancel(RUN));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.BUSY);
        assertThat(calls()).doesNotContain("POST " + ROOT + "/stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "STOPPING", "HIBERNATING"})
    void shouldStopNothingIfOurUpdateWaitsForAnother(String other) {
        // given
        RunAdapter adapter = withoutUpdateStop("{\"updates\":[{\"update_id\":\"u-1\",\"state\":\"QUEUED\"},"
                + "{\"update_id\":\"u-0\",\"state\":\"" + other + "\"}]}");

        // when
        Failure failure = failure(adapter.cancel(RUN));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.BUSY);
        assertThat(calls()).doesNotContain("POST " + ROOT + "/stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Not Found</html>", "{\"error_code\":\"NOT_FOUND\",\"message\":\"Not found\"}"})
    void shouldStopThePipelineWhateverTheWorkspaceSaysOfAnAddressItLacks(String body) {
        // given
        RunAdapter adapter = answering(request -> request.uri().endsWith("/u-1/stop")
                ? Reply.json(404, body)
                : Reply.json(200, "{\"updates\":[{\"update_id\":\"u-1\",\"state\":\"RUNNING\"}]}"));

        // when
        success(adapter.cancel(RUN));

        // then
        assertThat(calls())
                .containsExactly(
                        "POST " + ROOT + "/updates/u-1/stop", "GET " + ROOT + "/updates", "POST " + ROOT + "/stop");
    }

    @Test
    void shouldSayNotFoundIfTheUpdateIsUnknown() {
        // given
        RunAdapter adapter = answering(404, "{\"message\":\"The specified update u-1 was not found.\"}");

        // then
        assertThat(failure(adapter.cancel(RUN)).code()).isEqualTo("RUN_NOT_FOUND");
        assertThat(calls()).doesNotContain("POST " + ROOT + "/stop");
    }

    private static Map<String, String> shown(String fullRefresh, String refreshSelection) {
        return Map.of(
                "full_refresh", fullRefresh, "refresh_selection", refreshSelection, "full_refresh_selection", "[]");
    }

    @Test
    void shouldLookUpUpdatesBackToTheGivenTime() {
        // given
        RunAdapter adapter = answering(request -> {
            if (request.uri().contains("/gone/")) {
                return Reply.json(404, "{\"message\":\"The specified pipeline gone was not found.\"}");
            }
            return Reply.json(
                    200,
                    request.uri().endsWith("page_token=t%2F1")
                            ? "{\"updates\":[{\"update_id\":\"u-2\",\"creation_time\":1770000001000},"
                                    + "{\"update_id\":\"u-1\",\"creation_time\":1769999999999}],\"next_page_token\":\"t2\"}"
                            : "{\"updates\":[{\"update_id\":\"u-4\",\"creation_time\":1770000003000,\"cause\":\"API_CALL\","
                                    + "\"full_refresh\":true,\"refresh_selection\":[\"b\",\"a\"]},{\"update_id\":\"u-3\",\"creation_time\":1770000002000,"
                                    + "\"cause\":\"JOB_TASK\"}],\"next_page_token\":\"t/1\"}");
        });

        // when
        List<FoundRun> found =
                success(adapter.lookUp(Set.of(PIPELINE, "gone"), Instant.ofEpochMilli(1_770_000_000_000L)));

        // then
        assertThat(found)
                .containsExactly(
                        new FoundRun(
                                PIPELINE,
                                PIPELINE + ":u-4",
                                shown("true", "[\"a\",\"b\"]"),
                                Optional.empty(),
                                Instant.ofEpochMilli(1_770_000_003_000L)),
                        new FoundRun(
                                PIPELINE,
                                PIPELINE + ":u-2",
                                shown("false", "[]"),
                                Optional.empty(),
                                Instant.ofEpochMilli(1_770_000_001_000L)));
        assertThat(adapter.settlement()).isEqualTo(Settlement.LISTING);
    }

    @Test
    void shouldFindNothingIfThereAreNoUpdates() {
        // given
        RunAdapter adapter = answering(200, "{}");

        // then
        assertThat(success(adapter.lookUp(Set.of(PIPELINE), Instant.EPOCH))).isEmpty();
    }

    /** One that only something in between speaks of may be there, with runs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            404 | {'message':'The specified pipeline x was not found.'}                                       | true
            404 | {'error_code':'RESOURCE_DOES_NOT_EXIST','message':'gone'}                                   | true
            400 | {'error_code':'INVALID_PARAMETER_VALUE','message':'Pipeline x does not exist'}              | true
            404 | <html><title>404 Not Found</title></html>                                                   | false
            404 | {'message':'The page you asked for was not found.'}                                         | false
            404 | ""                                                                                          | false
            400 | {'error_code':'INVALID_PARAMETER_VALUE','message':'Update x does not exist'}                | false
            """)
    void shouldTakeAPipelineForGoneOnlyIfDatabricksSaysSo(int status, String body, boolean gone) {
        // given
        RunAdapter adapter = answering(status, body.replace('\'', '"'));

        // when
        Answer<List<FoundRun>> answer = get(adapter.lookUp(Set.of(PIPELINE), Instant.EPOCH));

        // then
        assertThat(answer).matches(a -> a instanceof Answer.Success == gone);
    }

    @ParameterizedTest
    @CsvSource({"404, RESOURCE_DOES_NOT_EXIST", "400, RESOURCE_DOES_NOT_EXIST", "400, INVALID_PARAMETER_VALUE"})
    void shouldFailALookUpWhoseLaterPageIsMissing(int status, String code) {
        // given
        RunAdapter adapter = answering(request -> request.uri().contains("page_token")
                ? Reply.json(status, "{\"error_code\":\"" + code + "\",\"message\":\"The pipeline was not found\"}")
                : Reply.json(200, "{\"updates\":[{\"update_id\":\"u-9\"}],\"next_page_token\":\"t\"}"));

        // then
        failure(adapter.lookUp(Set.of(PIPELINE), Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{'prev_page_token':'t'} | true",
                "{'updates':[]} | true",
                "{'updates':null} | false",
                "{'updates':{}} | false",
                "{'status':'ok'} | false",
                "{'message':'come back later','prev_page_token':'t'} | false",
            })
    void shouldTakeOnlyAPageOfUpdatesForOne(String body, boolean readable) {
        // given
        RunAdapter adapter = answering(200, body.replace('\'', '"'));

        // when
        Answer<List<FoundRun>> answer = get(adapter.lookUp(Set.of(PIPELINE), Instant.EPOCH));

        // then
        assertThat(answer).matches(a -> a instanceof Answer.Success == readable);
    }

    @Test
    void shouldFailALookUpIfOnePipelineCannotBeListed() {
        // given
        RunAdapter adapter = answering(500, "");

        // then
        assertThat(failure(adapter.lookUp(Set.of(PIPELINE), Instant.EPOCH)).category())
                .isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldLinkToThePipeline() {
        // given
        RunAdapter adapter = answering(200, "");

        // then
        assertThat(adapter.monitoringUrl(RUN)).isEqualTo(platform.url() + "/#joblist/pipelines/" + PIPELINE);
    }

    private List<String> calls() {
        return platform.requests().stream()
                .map(request -> request.method() + " " + request.uri())
                .toList();
    }

    private RunAdapter withoutUpdateStop(String updates) {
        return answering(request -> {
            if (request.uri().endsWith("/u-1/stop")) {
                return Reply.json(
                        404, "{\"error_code\":\"ENDPOINT_NOT_FOUND\",\"message\":\"No API found for 'POST /x'\"}");
            }
            return Reply.json(200, request.method().equals("GET") ? updates : "{}");
        });
    }

    private RunAdapter answering(int status, String body) {
        return answering(request -> Reply.json(status, body));
    }

    private RunAdapter answering(Function<Request, Reply> answers) {
        return answering(Map.of(), answers);
    }

    private RunAdapter answering(Map<String, String> settings, Function<Request, Reply> answers) {
        platform = new LocalPlatform(PlatformType.DATABRICKS, settings, answers);
        return platform.adapter(TYPE);
    }
}
