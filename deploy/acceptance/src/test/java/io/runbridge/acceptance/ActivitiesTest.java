package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that failed says why, and what happened in it is published once. */
@ExtendWith(StageExtension.class)
class ActivitiesTest {

    /** A job of each type, what its failed run says by itself, and which of its activities failed why. */
    enum Failing {
        SYNAPSE_PIPELINE(
                LocalCluster.SYNAPSE, "ingest-orders", "Operation on target", "the simulator was told to fail", 2),
        DATA_FACTORY_PIPELINE(
                LocalCluster.DATA_FACTORY,
                "load-customers",
                "Operation on target",
                "the simulator was told to fail",
                1),
        DATABRICKS_PIPELINE(
                LocalCluster.DATABRICKS,
                "a1b2c3d4-0000-4000-8000-000000000001",
                "Failed to resolve flow",
                "Failed to resolve flow",
                1),
        DATABRICKS_WORKFLOW(
                LocalCluster.DATABRICKS,
                "42",
                "Task publish failed with message: RuntimeError: The simulator was told to fail.",
                "RuntimeError: The simulator was told to fail.",
                1),
        DATABRICKS_JOB(
                LocalCluster.DATABRICKS,
                "43",
                "RuntimeError: The simulator was told to fail.",
                "RuntimeError: The simulator was told to fail.",
                1);

        private final String platform;
        private final String job;
        private final String told;
        private final String reason;
        private final int activities;

        Failing(String platform, String job, String told, String reason, int activities) {
            this.platform = platform;
            this.job = job;
            this.told = told;
            this.reason = reason;
            this.activities = activities;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhyARunFailedAndWhatHappenedInIt(Failing failing, Stage stage) {
        String requestId = "failing-" + failing.name();
        stage.simulator().behave(Map.of("job", failing.job, "next", 1, "outcome", "FAILED"));
        stage.sender().send(request(requestId, failing));

        RunStatus end = stage.end(requestId);

        assertThat(end.getStatus()).isEqualTo(Status.FAILED);
        assertThat(end.getMessage()).contains(failing.told);
        assertThat(end.getError().getMessage()).isEqualTo(end.getMessage());
        // Both are written in one transaction, but read one after the other.
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(activities(stage, requestId))
                .hasSizeGreaterThanOrEqualTo(failing.activities));
        assertThat(activities(stage, requestId)).hasSize(failing.activities).allSatisfy(activity -> {
            assertThat(activity.getRequestId()).isEqualTo(requestId);
            assertThat(activity.getPlatform()).isEqualTo(failing.platform);
            assertThat(activity.getRunId()).isEqualTo(end.getRunId());
            assertThat(activity.getEndTime()).isNotNull();
        });
        assertThat(activities(stage, requestId))
                .filteredOn(activity -> activity.getStatus() == Status.FAILED)
                .singleElement()
                .satisfies(activity -> assertThat(activity.getMessage()).contains(failing.reason));
    }

    @Test
    void shouldMaskATokenThatATaskTells(Stage stage) {
        String text = "KeyError: dapi0123456789abcdef";
        stage.simulator().behave(Map.of("job", "43", "next", 1, "outcome", "FAILED", "message", text));
        stage.sender().send(request("failing-telling", Failing.DATABRICKS_JOB));

        assertThat(stage.end("failing-telling").getMessage()).isEqualTo("KeyError: ***");

        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(activities(stage, "failing-telling"))
                .extracting(RunActivity::getStatus, RunActivity::getMessage)
                .containsExactly(tuple(Status.FAILED, "KeyError: ***")));
    }

    @Test
    void shouldPublishTheEndThoughNobodySaysWhatHappened(Stage stage) {
        stage.simulator().behave(Map.of("job", "ingest-orders", "next", 1, "outcome", "FAILED"));
        stage.simulator().fault(Map.of("operation", "synapse.queryActivityruns", "status", 503, "count", -1));
        stage.sender().send(request("failing-mute", Failing.SYNAPSE_PIPELINE));

        RunStatus end = stage.end("failing-mute");

        assertThat(end.getStatus()).isEqualTo(Status.FAILED);
        assertThat(end.getMessage()).contains(Failing.SYNAPSE_PIPELINE.reason);
        assertThat(activities(stage, "failing-mute")).isEmpty();
    }

    private static List<RunActivity> activities(Stage stage, String requestId) {
        return stage.log().values(EventTopics.RUN_ACTIVITIES, requestId, RunActivity.class);
    }

    private static RunRequest request(String requestId, Failing failing) {
        return RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform(failing.platform)
                .setJobType(JobType.valueOf(failing.name()))
                .setExternalId(failing.job)
                .setParameters(List.of())
                .setRequestedBy("acceptance")
                .setRequestedAt(Ask.now())
                .build();
    }
}
