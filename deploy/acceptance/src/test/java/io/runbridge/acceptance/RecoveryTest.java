package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.local.LocalCluster;
import io.runbridge.local.SimulatedCalls;
import io.runbridge.local.SimulatedRun;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run that failed is repeated, on each platform as far as it can, and the new request says of what. */
@ExtendWith(StageExtension.class)
class RecoveryTest {

    private static final String REPAIR = "jobs.runs/repair";
    private static final String DLT = "a1b2c3d4-0000-4000-8000-000000000001";

    @Test
    void shouldRepairADatabricksRunUnderItsOwnId(Stage stage) {
        RunStatus failed = failed(stage, "repair-first");

        RunStatus end = repaired(stage, "repair-second", failed.getRunId());

        RunStarted started = started(stage, "repair-second");
        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(end.getRunId()).isEqualTo(failed.getRunId());
        assertThat(end.getRerunOf()).isEqualTo(failed.getRunId());
        assertThat(started.getReopens()).isTrue();
        assertThat(started.getEarlierEndTime()).isEqualTo(failed.getEndTime());
        assertThat(stage.log().status("repair-first")).contains(failed);
    }

    @Test
    void shouldRepairOnceThoughTheAnswersAreLost(Stage stage) {
        RunStatus failed = failed(stage, "lost-repair-first");
        long before = repairs(stage);
        stage.simulator().fault(Map.of("operation", REPAIR, "wire", "RESET", "execute", "AT_ONCE"));

        RunStatus end = repaired(stage, "lost-repair-second", failed.getRunId());

        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(started(stage, "lost-repair-second").getAdopted()).isTrue();
        assertThat(repairs(stage)).isEqualTo(before + 1);
    }

    @Test
    void shouldLetOneOfTwoRepairsThrough(Stage stage) {
        RunStatus failed = failed(stage, "twice-repaired");
        stage.sender().send(repair("twice-one", failed.getRunId()));
        stage.sender().send(repair("twice-two", failed.getRunId()));

        List<RunStatus> ends = List.of(stage.end("twice-one"), stage.end("twice-two"));

        assertThat(ends).extracting(RunStatus::getStatus).containsExactlyInAnyOrder(Status.SUCCESS, Status.FAILED);
        assertThat(ends)
                .filteredOn(end -> end.getStatus() == Status.FAILED)
                .allSatisfy(end -> assertThat(end.getMessage()).contains("repair"));
    }

    @Test
    void shouldSayWhyARunCannotBeRepaired(Stage stage) {
        stage.sender().send(repair("repair-of-nothing", "123456789"));

        RunStatus end = stage.end("repair-of-nothing");

        assertThat(end.getStatus()).isEqualTo(Status.FAILED);
        assertThat(end.getError().getCode()).isEqualTo("RUN_NOT_FOUND");
        assertThat(end.getRerunOf()).isEqualTo("123456789");
    }

    @Test
    void shouldRecoverASynapseRunInItsGroup(Stage stage) {
        RunRequest first = Ask.synapse("recovery-first");
        stage.simulator().behave(Map.of("job", first.getExternalId(), "next", 1, "outcome", "FAILED"));
        stage.sender().send(first);
        RunStatus failed = stage.end("recovery-first");

        stage.sender()
                .send(RunRequest.newBuilder(Ask.synapse("recovery-second"))
                        .setParameters(List.of())
                        .setRecovery(new Recovery(failed.getRunId(), true, null))
                        .build());
        RunStatus end = stage.end("recovery-second");

        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(end.getRunId()).isNotEqualTo(failed.getRunId());
        assertThat(end.getRerunOf()).isEqualTo(failed.getRunId());
        assertThat(end.getGroupId()).isEqualTo(failed.getGroupId()).isNotNull();
        assertThat(started(stage, "recovery-second").getReopens()).isFalse();
    }

    @Test
    void shouldRefreshTheChosenTablesOfAPipeline(Stage stage) {
        stage.sender()
                .send(RunRequest.newBuilder(Ask.databricks("selected-tables"))
                        .setJobType(JobType.DATABRICKS_PIPELINE)
                        .setExternalId(DLT)
                        .setParameters(List.of(Parameter.newBuilder()
                                .setName("full_refresh_selection")
                                .setValue("[\"orders\"]")
                                .setDataType(DataType.ARRAY)
                                .build()))
                        .build());

        RunStatus end = stage.end("selected-tables");

        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.simulator().runs())
                .filteredOn(run -> end.getRunId().endsWith(run.runId()))
                .map(SimulatedRun::parameters)
                .singleElement()
                .asString()
                .contains("\"full_refresh_selection\":[\"orders\"]");
    }

    private static RunStatus failed(Stage stage, String requestId) {
        RunRequest request = Ask.databricks(requestId);
        stage.simulator().behave(Map.of("job", request.getExternalId(), "next", 1, "outcome", "FAILED"));
        stage.sender().send(request);
        RunStatus end = stage.end(requestId);
        assertThat(end.getStatus()).isEqualTo(Status.FAILED);
        return end;
    }

    /** How often the platform was asked for a repair. */
    private static long repairs(Stage stage) {
        return Optional.ofNullable(stage.simulator().calls().get(REPAIR))
                .map(SimulatedCalls::received)
                .orElse(0L);
    }

    private static RunStatus repaired(Stage stage, String requestId, String runId) {
        stage.sender().send(repair(requestId, runId));
        return stage.end(requestId);
    }

    private static RunRequest repair(String requestId, String runId) {
        return RunRequest.newBuilder(Ask.databricks(requestId))
                .setPlatform(LocalCluster.DATABRICKS)
                .setParameters(List.of())
                .setRecovery(new Recovery(runId, true, null))
                .build();
    }

    private static RunStarted started(Stage stage, String requestId) {
        return stage.log().started(requestId).get(0);
    }
}
