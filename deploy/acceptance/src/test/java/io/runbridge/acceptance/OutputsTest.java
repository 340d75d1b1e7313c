package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunOutput;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run gave back is told with its end, and nothing under the name of a secret. */
@ExtendWith(StageExtension.class)
class OutputsTest {

    private static final Giving PIPELINE =
            new Giving(JobType.SYNAPSE_PIPELINE, LocalCluster.SYNAPSE, "ingest-orders", Map.of("rows", 1200));
    private static final Giving WORKFLOW = new Giving(
            JobType.DATABRICKS_WORKFLOW,
            LocalCluster.DATABRICKS,
            "42",
            Map.of("extract", "1200", "publish", "[\"orders\"]"));
    private static final Giving JOB =
            new Giving(JobType.DATABRICKS_JOB, LocalCluster.DATABRICKS, "43", Map.of("only", "done"));
    private static final Giving DELTA = new Giving(
            JobType.DATABRICKS_PIPELINE,
            LocalCluster.DATABRICKS,
            "a1b2c3d4-0000-4000-8000-000000000001",
            Map.of("rows", "1200"));

    /** A job and what its run gives back. */
    record Giving(JobType jobType, String platform, String job, Map<String, Object> outputs) {}

    static Stream<Arguments> shouldTellWhatARunGaveBackWithItsEnd() {
        return Stream.of(
                Arguments.of(PIPELINE, List.of(whole("rows", "1200", DataType.INT))),
                Arguments.of(
                        WORKFLOW,
                        List.of(
                                whole("extract", "1200", DataType.INT),
                                whole("publish", "[\"orders\"]", DataType.ARRAY))),
                Arguments.of(JOB, List.of(whole("only", "done", DataType.STRING))),
                Arguments.of(DELTA, List.of()));
    }

    @ParameterizedTest
    @MethodSource
    void shouldTellWhatARunGaveBackWithItsEnd(Giving giving, List<RunOutput> published, Stage stage) {
        String requestId = "giving-" + giving.jobType();
        stage.simulator().behave(Map.of("job", giving.job(), "next", 1, "outputs", giving.outputs()));
        stage.sender().send(request(requestId, giving, List.of()));

        RunStatus end = stage.end(requestId);

        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(end.getOutputs()).isEqualTo(published);
        assertThat(stage.log().statuses(requestId))
                .filteredOn(status -> !status.getTerminal())
                .allSatisfy(status -> assertThat(status.getOutputs()).isEmpty());
    }

    @Test
    void shouldReferToAValueThatDoesNotFit(Stage stage) {
        Map<String, Object> outputs = Map.of("extract", "x".repeat(100_000), "publish", "1");
        stage.simulator().behave(Map.of("job", "42", "next", 1, "outputs", outputs));
        stage.sender().send(request("giving-much", WORKFLOW, List.of()));

        assertThat(stage.end("giving-much").getOutputs())
                .extracting(RunOutput::getName, RunOutput::getValue, RunOutput::getTruncated)
                .containsExactly(tuple("extract", null, true), tuple("publish", "1", false));
        assertThat(stage.end("giving-much").getOutputs().get(0).getReference()).matches("\\d+");
    }

    @Test
    void shouldWithholdWhatBearsTheNameOfASecret(Stage stage) {
        Parameter secret = new Parameter("apiKey", LocalCluster.VAULT_REFERENCE, DataType.SECRET, Direction.INPUT);
        stage.simulator()
                .behave(Map.of("job", "ingest-orders", "next", 1, "outputs", Map.of("ApiKey", "planted-by-run")));
        stage.sender().send(request("giving-secret", PIPELINE, List.of(secret)));

        RunStatus end = stage.end("giving-secret");

        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(end.getOutputs()).containsExactly(new RunOutput("ApiKey", null, DataType.SECRET, false, null));
        assertThat(stage.log().values(EventTopics.RUN_HISTORY, "giving-secret", RunStatus.class))
                .allSatisfy(status -> assertThat(status.toString()).doesNotContain("planted-by-run"));
    }

    private static RunOutput whole(String name, String value, DataType type) {
        return new RunOutput(name, value, type, false, null);
    }

    private static RunRequest request(String requestId, Giving giving, List<Parameter> parameters) {
        return RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform(giving.platform())
                .setJobType(giving.jobType())
                .setExternalId(giving.job())
                .setParameters(parameters)
                .setRequestedBy("acceptance")
                .setRequestedAt(Ask.now())
                .build();
    }
}
