package io.runbridge.platform.pipelines;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static io.runbridge.platform.testing.Starts.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Recovery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationParameterTest {

    private static final String DECLARES =
            "{\"name\":\"copy\",\"properties\":{\"parameters\":{\"CorrelationId\":{\"type\":\"String\",\"defaultValue\":\"none\"}}}}";

    private LocalPlatform platform;
    private RunAdapter adapter;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldSendTheRequestIdUnderTheNameThatThePipelineDeclares() {
        open(() -> Reply.json(200, DECLARES), "[]");

        success(adapter.start(Starts.of(JobType.SYNAPSE_PIPELINE, "copy", input("day", 1L)), () -> true));

        assertThat(lastStart().body()).isEqualTo("{\"day\":1,\"CorrelationId\":\"" + requestId() + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"copy\",\"properties\":{}}",
                "{\"name\":\"copy\",\"properties\":{\"parameters\":{\"other\":{\"type\":\"String\"}}}}",
                "{\"name\":\"copy\",\"properties\":{\"parameters\":{\"correlationId\":{\"type\":\"Int\"}}}}"
            })
    void shouldSendNothingWhereThePipelineDeclaresNoSuchText(String pipeline) {
        open(() -> Reply.json(200, pipeline), "[]");

        success(adapter.start(Starts.of(JobType.SYNAPSE_PIPELINE, "copy"), () -> true));

        assertThat(lastStart().body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void shouldStartWithoutMarkerIfThePipelineCannotBeRead(int status) {
        open(() -> Reply.json(status, "{}"), "[]");

        success(adapter.start(Starts.of(JobType.SYNAPSE_PIPELINE, "copy"), () -> true));

        assertThat(lastStart().body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({"500, UNAVAILABLE", "429, THROTTLED"})
    void shouldStartNothingUntilItIsKnownWhatThePipelineDeclares(int status, FailureCategory category) {
        AtomicInteger looks = new AtomicInteger();
        open(() -> looks.getAndIncrement() == 0 ? Reply.json(status, "{}") : Reply.json(200, DECLARES), "[]");
        StartRun start = Starts.of(JobType.SYNAPSE_PIPELINE, "copy");

        assertThat(failure(adapter.start(start, () -> true)).category()).isEqualTo(category);
        assertThat(platform.requests()).noneMatch(CorrelationParameterTest::starts);
        success(adapter.start(start, () -> true));

        assertThat(lastStart().body()).contains(requestId());
    }

    @Test
    void shouldAskOnceForManyStarts() {
        open(() -> Reply.json(200, DECLARES), "[]");

        for (int i = 0; i < 5; i++) {
            success(adapter.start(Starts.of(JobType.SYNAPSE_PIPELINE, "copy"), () -> true));
        }

        assertThat(platform.requests()).filteredOn(r -> !starts(r)).hasSize(1);
    }

    @Test
    void shouldLeaveTheRequestsOwnValueAlone() {
        open(() -> Reply.json(200, DECLARES), "[]");
        StartRun start = Starts.of(JobType.SYNAPSE_PIPELINE, "copy", input("correlationid", "mine"));

        success(adapter.start(start, () -> true));

        assertThat(lastStart().body()).isEqualTo("{\"correlationid\":\"mine\"}");
        assertThat(adapter.markerOf(start)).isEmpty();
    }

    @Test
    void shouldCarryNoMarkerInARecoveryWhichTakesTheParametersOfAnotherRun() {
        open(() -> Reply.json(200, DECLARES), "[]");
        StartRun start =
                Starts.recovering(Starts.of(JobType.SYNAPSE_PIPELINE, "copy"), new Recovery("11-22", true, null));

        success(adapter.start(start, () -> true));

        assertThat(adapter.markerOf(start)).isEmpty();
        assertThat(lastStart().body()).isEqualTo("{}");
    }

    /** What a listed run shows, by the pipeline's default "none". */
    @ParameterizedTest
    @CsvSource({"1.50, 1.50", "TRUE, TRUE", "none, ''", "'  ', ''", "**********, ''", ", ''"})
    void shouldReadTheMarkerOfAListedRunAsItWasSent(String shown, String marker) {
        String parameters = shown == null ? "{}" : "{\"CORRELATIONID\":\"" + shown + "\"}";
        open(
                () -> Reply.json(200, DECLARES),
                "[{\"runId\":\"r-1\",\"pipelineName\":\"copy\",\"runStart\":\"2026-03-01T09:58:00Z\",\"parameters\":"
                        + parameters + "}]");

        List<FoundRun> found = success(adapter.lookUp(Set.of("copy"), LocalPlatform.NOW));

        assertThat(found).singleElement().satisfies(run -> assertThat(run.marker())
                .isEqualTo(Optional.of(marker).filter(text -> !text.isEmpty())));
    }

    @Test
    void shouldFailTheLookUpIfItIsNotKnownWhatThePipelineDeclares() {
        open(() -> Reply.json(500, ""), "[]");

        assertThat(failure(adapter.lookUp(Set.of("copy"), LocalPlatform.NOW)).category())
                .isEqualTo(FailureCategory.UNAVAILABLE);
    }

    private void open(Supplier<Reply> pipeline, String runs) {
        platform = new LocalPlatform(
                PlatformType.SYNAPSE, Map.of("starts.correlation-parameter", "correlationId"), request -> {
                    if (request.method().equals("GET")) {
                        return pipeline.get();
                    }
                    return starts(request)
                            ? Reply.json(202, "{\"runId\":\"r-1\"}")
                            : Reply.json(200, "{\"value\":" + runs + "}");
                });
        adapter = platform.adapter(JobType.SYNAPSE_PIPELINE);
    }

    private static boolean starts(Request request) {
        return request.uri().contains("/createRun");
    }

    private Request lastStart() {
        return platform.requests().stream()
                .filter(CorrelationParameterTest::starts)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String requestId() {
        return Starts.of(JobType.SYNAPSE_PIPELINE, "copy").requestId();
    }
}
