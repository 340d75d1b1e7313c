package io.runbridge.platform.datafactory;

import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static io.runbridge.platform.testing.Starts.input;
import static io.runbridge.platform.testing.Starts.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Activity;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.platform.Observation;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.RunSurvey.Kind;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.PlatformSettings;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs from Synapse; all else is tested there. */
class DataFactoryPlatformTest {

    private static final JobType TYPE = JobType.DATA_FACTORY_PIPELINE;
    private static final String RUN_ID = "2f7fdb90-5df1-4b8e-ac2f-064cfa58202b";
    private static final RunRef RUN = new RunRef(TYPE, "copy orders", RUN_ID);
    private static final String FACTORY = PlatformSettings.path(PlatformType.DATA_FACTORY);
    private static final String VERSION = "?api-version=2018-06-01";

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldStartAPipelineWithWhatIsInput() {
        // given
        RunAdapter adapter = open(request -> Reply.json(200, "{\"runId\":\"" + RUN_ID + "\"}"));
        StartRun start = Starts.of(
                TYPE,
                "copy orders",
                input("retries", 3L),
                parameter("map", "{\"k\":1.50}", DataType.OBJECT, Direction.INPUT_OUTPUT),
                parameter("rows", "0", DataType.STRING, Direction.OUTPUT));

        // when
        StartedRun started = success(adapter.start(start, () -> true));

        // then
        assertThat(started.runId()).isEqualTo(RUN_ID);
        assertThat(started.note()).contains("Not sent to the pipeline: rows");
        assertThat(platform.lastRequest().method()).isEqualTo("POST");
        assertThat(platform.lastRequest().uri()).isEqualTo(FACTORY + "/pipelines/copy%20orders/createRun" + VERSION);
        assertThat(platform.lastRequest().body()).isEqualTo("{\"retries\":3,\"map\":{\"k\":1.50}}");
        assertThat(adapter.echoOf(start)).containsOnlyKeys("retries", "map");
        assertThat(adapter.settlement()).isEqualTo(Settlement.LISTING);
    }

    @Test
    void shouldTakeTheRecoveryThatSynapseTakes() {
        // given
        RunAdapter adapter = open(request -> Reply.json(200, "{\"runId\":\"" + RUN_ID + "\"}"));

        // when
        success(adapter.start(
                Starts.recovering(Starts.of(TYPE, "copy"), new Recovery("11-22", true, "Copy orders")), () -> true));

        // then
        assertThat(platform.lastRequest().uri())
                .isEqualTo(FACTORY + "/pipelines/copy/createRun" + VERSION
                        + "&referencePipelineRunId=11-22&isRecovery=true&startActivityName=Copy%20orders");
    }

    @ParameterizedTest
    @CsvSource({
        "Queued, STARTING",
        "InProgress, RUNNING",
        "Canceling, RUNNING",
        "Succeeded, SUCCESS",
        "Cancelled, CANCELLED",
        "Odd, UNKNOWN"
    })
    void shouldDecodeTheStateOfARun(String word, Status status) {
        // given
        RunAdapter adapter = open(request -> Reply.json(200, run(word)));

        // when
        Observation seen = success(look(adapter, RUN));

        // then
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.platformStatus()).isEqualTo(word);
        assertThat(platform.lastRequest().uri()).isEqualTo(FACTORY + "/pipelineruns/" + RUN_ID + VERSION);
    }

    @Test
    void shouldAskForActivitiesByTheRunAlone() {
        // given
        RunAdapter adapter = open(request -> request.uri().contains("queryActivityruns")
                ? Reply.json(
                        200,
                        "{\"value\":[{\"activityName\":\"Copy\",\"status\":\"Failed\","
                                + "\"error\":{\"errorCode\":\"2200\",\"message\":\"disk full\"}}]}")
                : Reply.json(200, run("Failed")));

        // when
        Observation seen = success(look(adapter, RUN));

        // then
        assertThat(seen.activities()).extracting(Activity::name).containsExactly("Copy");
        assertThat(seen.message()).contains("disk full");
        assertThat(platform.lastRequest().uri())
                .isEqualTo(FACTORY + "/pipelineruns/" + RUN_ID + "/queryActivityruns" + VERSION);
    }

    @Test
    void shouldCancelARunWithTheRunsThatItStarted() {
        // given
        RunAdapter adapter = open(request -> Reply.json(200, ""));

        // when
        success(adapter.cancel(RUN));

        // then
        assertThat(platform.lastRequest().uri())
                .isEqualTo(FACTORY + "/pipelineruns/" + RUN_ID + "/cancel" + VERSION + "&isRecursive=true");
    }

    @Test
    void shouldAskForWhatChanged() {
        // given
        open(request -> Reply.json(200, "{\"value\":[" + run("InProgress") + "]}"));
        RunSurvey survey = platform.survey(TYPE);

        // when
        var page = success(survey.page(Range.ALL, Optional.empty()));

        // then
        assertThat(survey.kind()).isEqualTo(Kind.CHANGES);
        assertThat(survey.jobTypes()).containsExactly(TYPE);
        assertThat(page.sightings()).extracting(Sighting::runId).containsExactly(RUN_ID);
        assertThat(platform.lastRequest().uri()).isEqualTo(FACTORY + "/queryPipelineRuns" + VERSION);
    }

    @Test
    void shouldFollowTheListOfPipelinesWithinTheFactory() {
        // given
        open(request -> request.uri().contains("token=2")
                ? Reply.json(200, "{\"value\":[{\"name\":\"b\"}]}")
                : Reply.json(
                        200,
                        "{\"value\":[{\"name\":\"a\",\"properties\":{\"parameters\":{\"n\":{\"type\":\"Int\"}}}}],"
                                + "\"nextLink\":\"https://elsewhere.test/x" + VERSION + "&token=2\"}"));
        JobCatalog catalog = platform.catalog(TYPE);

        // when
        JobPage first = success(catalog.page(Optional.empty()));
        JobPage second = success(catalog.page(first.next()));

        // then
        assertThat(first.jobs()).extracting(FoundJob::jobType).containsExactly(TYPE);
        assertThat(first.jobs().get(0).parameters().get(0).getDataType()).isEqualTo(DataType.INT);
        assertThat(second.jobs()).extracting(FoundJob::externalId).containsExactly("b");
        assertThat(platform.requests())
                .extracting(Request::uri)
                .containsExactly(FACTORY + "/pipelines" + VERSION, FACTORY + "/pipelines" + VERSION + "&token=2");
    }

    @Test
    void shouldFindRunsByTheirMarker() {
        // given
        platform = new LocalPlatform(
                PlatformType.DATA_FACTORY,
                Map.of("starts.correlation-parameter", "requestId"),
                request -> Reply.json(
                        200,
                        request.uri().contains("/queryPipelineRuns")
                                ? "{\"value\":[{\"runId\":\"r-1\",\"pipelineName\":\"Copy\",\"parameters\":"
                                        + "{\"requestId\":\"q-1\"}}]}"
                                : "{\"properties\":{\"parameters\":{\"requestId\":{\"type\":\"String\"}}}}"));

        // then
        assertThat(success(platform.adapter(TYPE).lookUp(Set.of("copy"), Instant.EPOCH)))
                .singleElement()
                .satisfies(found -> assertThat(found.marker()).contains("q-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void shouldNameThePageOfARunInTheStudio(String end) {
        // given
        platform = new LocalPlatform(
                PlatformType.DATA_FACTORY,
                Map.of("endpoint", "https://management.test" + FACTORY + end),
                request -> Reply.json(200, ""));

        // then
        assertThat(platform.adapter(TYPE).monitoringUrl(RUN))
                .isEqualTo("https://adf.azure.com/en/monitoring/pipelineruns/" + RUN_ID
                        + "?factory=%2Fsubscriptions%2Fid%2FresourceGroups%2Fname%2Fproviders"
                        + "%2FMicrosoft.DataFactory%2Ffactories%2Fname");
    }

    private RunAdapter open(Function<Request, Reply> answers) {
        platform = new LocalPlatform(PlatformType.DATA_FACTORY, Map.of(), answers);
        return platform.adapter(TYPE);
    }

    private static String run(String word) {
        return "{\"runId\":\"" + RUN_ID + "\",\"pipelineName\":\"copy orders\",\"status\":\"" + word
                + "\",\"message\":\"\",\"lastUpdated\":\"2026-03-01T09:59:00.0000001Z\",\"runDimensions\":{}}";
    }
}
