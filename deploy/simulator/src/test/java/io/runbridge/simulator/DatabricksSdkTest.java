package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.ResourceConflict;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.core.error.platform.Unauthenticated;
import com.databricks.sdk.service.jobs.BaseJob;
import com.databricks.sdk.service.jobs.BaseRun;
import com.databricks.sdk.service.jobs.ListJobsRequest;
import com.databricks.sdk.service.jobs.ListRunsRequest;
import com.databricks.sdk.service.jobs.RepairRun;
import com.databricks.sdk.service.jobs.Run;
import com.databricks.sdk.service.jobs.RunLifeCycleState;
import com.databricks.sdk.service.jobs.RunNow;
import com.databricks.sdk.service.jobs.RunResultState;
import com.databricks.sdk.service.jobs.TerminationCodeCode;
import com.databricks.sdk.service.pipelines.ListPipelinesRequest;
import com.databricks.sdk.service.pipelines.PipelineEvent;
import com.databricks.sdk.service.pipelines.PipelineStateInfo;
import com.databricks.sdk.service.pipelines.StartUpdate;
import com.databricks.sdk.service.pipelines.StopRequest;
import com.databricks.sdk.service.pipelines.UpdateInfoState;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Databricks' own client must not notice that it talks to a simulator. */
class DatabricksSdkTest {

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final String PIPELINE = "a1b2c3d4-0000-4000-8000-000000000001";

    private final Remote remote = SCENE.remote();
    private final WorkspaceClient client = client("dapi-local");

    private static WorkspaceClient client(String token) {
        return new WorkspaceClient(new DatabricksConfig()
                .setHost(SCENE.server().httpUrl())
                .setAuthType("pat")
                .setToken(token));
    }

    private static <T> List<T> all(Iterable<T> items) {
        List<T> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }

    private long start(long jobId) {
        return client.jobs().runNow(new RunNow().setJobId(jobId)).getResponse().getRunId();
    }

    @Test
    void shouldListJobsWithTheirTasks() {
        List<BaseJob> jobs = all(
                client.jobs().list(new ListJobsRequest().setExpandTasks(true).setLimit(1L)));

        assertThat(jobs).extracting(BaseJob::getJobId).containsExactly(42L, 43L);
        assertThat(jobs.get(0).getSettings().getTasks()).hasSize(3);
        assertThat(client.jobs().get(42).getSettings().getParameters()).hasSize(2);
    }

    @Test
    void shouldRunAJobToItsEnd() {
        RunNow request =
                new RunNow().setJobId(42L).setIdempotencyToken("once").setJobParameters(Map.of("mode", "full"));
        long runId = client.jobs().runNow(request).getResponse().getRunId();
        long again = client.jobs().runNow(request).getResponse().getRunId();
        Run running = client.jobs().getRun(runId);
        remote.advance(3_000);
        Run done = client.jobs().getRun(runId);

        assertThat(again).isEqualTo(runId);
        assertThat(running.getState().getLifeCycleState()).isEqualTo(RunLifeCycleState.PENDING);
        assertThat(done.getState().getResultState()).isEqualTo(RunResultState.SUCCESS);
        assertThat(done.getStatus().getTerminationDetails().getCode()).isEqualTo(TerminationCodeCode.SUCCESS);
        assertThat(done.getJobParameters()).hasSize(2);
        assertThat(done.getTasks()).hasSize(3);
    }

    @Test
    void shouldPageThroughActiveRuns() {
        for (int i = 0; i < 30; i++) {
            start(42);
        }

        List<BaseRun> runs = all(
                client.jobs().listRuns(new ListRunsRequest().setActiveOnly(true).setLimit(24L)));

        assertThat(runs).extracting(BaseRun::getRunId).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void shouldCancelARun() {
        long runId = start(42);

        client.jobs().cancelRun(runId);
        remote.advance(500);

        assertThat(client.jobs().getRun(runId).getState().getResultState()).isEqualTo(RunResultState.CANCELED);
    }

    @Test
    void shouldRepairAFailedRun() {
        remote.behave(new JsonObject().put("outcome", "FAILED").put("next", 1));
        long runId = start(42);
        remote.advance(3_000);
        Run failed = client.jobs().getRun(runId);
        client.jobs().repairRun(new RepairRun().setRunId(runId).setRerunAllFailedTasks(true));

        assertThat(failed.getState().getLifeCycleState()).isEqualTo(RunLifeCycleState.INTERNAL_ERROR);
        assertThat(client.jobs().getRun(runId).getState().getLifeCycleState()).isEqualTo(RunLifeCycleState.PENDING);
    }

    @Test
    void shouldReadTheOutputOfATask() {
        long runId = start(43);
        remote.advance(3_000);

        assertThat(client.jobs().getRunOutput(runId).getNotebookOutput()).isNotNull();
    }

    @Test
    void shouldKnowMissingRunsAndBadTokensByTheirErrors() {
        assertThatThrownBy(() -> client.jobs().getRun(7)).isInstanceOf(ResourceDoesNotExist.class);
        assertThatThrownBy(() -> client("dapi-other").jobs().getRun(7)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void shouldUpdateAPipelineToItsEnd() {
        String updateId = client.pipelines()
                .startUpdate(new StartUpdate().setPipelineId(PIPELINE))
                .getUpdateId();
        UpdateInfoState created = state(updateId);
        assertThatThrownBy(() -> client.pipelines().startUpdate(new StartUpdate().setPipelineId(PIPELINE)))
                .isInstanceOf(ResourceConflict.class);
        remote.advance(3_000);

        assertThat(created).isEqualTo(UpdateInfoState.CREATED);
        assertThat(state(updateId)).isEqualTo(UpdateInfoState.COMPLETED);
        assertThat(client.pipelines().listUpdates(PIPELINE).getUpdates()).hasSize(1);
        assertThat(client.pipelines()
                        .get(PIPELINE)
                        .getLatestUpdates()
                        .iterator()
                        .next()
                        .getUpdateId())
                .isEqualTo(updateId);
    }

    private UpdateInfoState state(String updateId) {
        return client.pipelines().getUpdate(PIPELINE, updateId).getUpdate().getState();
    }

    @Test
    void shouldStopAPipeline() {
        String updateId = client.pipelines()
                .startUpdate(new StartUpdate().setPipelineId(PIPELINE))
                .getUpdateId();

        client.pipelines().stop(new StopRequest().setPipelineId(PIPELINE));
        remote.advance(500);

        assertThat(state(updateId)).isEqualTo(UpdateInfoState.CANCELED);
    }

    @Test
    void shouldListPipelinesAndTheirEvents() {
        remote.behave(new JsonObject().put("outcome", "FAILED"));
        client.pipelines().startUpdate(new StartUpdate().setPipelineId(PIPELINE));
        remote.advance(3_000);

        List<PipelineStateInfo> pipelines = all(client.pipelines().listPipelines(new ListPipelinesRequest()));
        List<PipelineEvent> events = all(client.pipelines().listPipelineEvents(PIPELINE));

        assertThat(pipelines).extracting(PipelineStateInfo::getPipelineId).containsExactly(PIPELINE);
        assertThat(events.get(0).getError().getExceptions()).isNotEmpty();
    }

    @Test
    void shouldSignInAsAMachine() {
        WorkspaceClient machine = new WorkspaceClient(new DatabricksConfig()
                .setHost(SCENE.server().httpUrl())
                .setAuthType("oauth-m2m")
                .setClientId("runbridge")
                .setClientSecret("runbridge-secret"));

        assertThat(machine.jobs().get(43).getJobId()).isEqualTo(43L);
    }
}
