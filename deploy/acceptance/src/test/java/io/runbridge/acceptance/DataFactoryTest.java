package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A data factory is a platform like the others; cancels and failed runs are tested with theirs. */
@ExtendWith(StageExtension.class)
class DataFactoryTest {

    @Test
    void shouldStartARunOnceAndWatchItToItsEnd(Stage stage) {
        // when
        stage.sender().send(Ask.dataFactory("factory-run"));
        stage.sender().send(Ask.dataFactory("factory-run"));

        // then
        RunStatus end = stage.end("factory-run");
        assertThat(end.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(end.getPlatformStatus()).isEqualTo("Succeeded");
        assertThat(stage.starts("factory-run")).isEqualTo(1);
        RunStarted started = stage.log().started("factory-run").get(0);
        assertThat(started.getJobType()).isEqualTo(JobType.DATA_FACTORY_PIPELINE);
        assertThat(started.getMonitoringUrl())
                .startsWith("https://adf.azure.com/en/monitoring/pipelineruns/" + started.getRunId())
                .endsWith("%2Fproviders%2FMicrosoft.DataFactory%2Ffactories%2Fsimulator");
    }

    @Test
    void shouldAdoptAStartWhoseAnswerWasLost(Stage stage) {
        // given
        stage.simulator()
                .fault(Map.of("operation", "datafactory.createRun", "wire", "RESET", "execute", "AT_ONCE", "count", 1));

        // when
        stage.sender().send(Ask.dataFactory("factory-lost"));

        // then
        assertThat(stage.end("factory-lost").getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.starts("factory-lost")).isEqualTo(1);
        assertThat(stage.log().started("factory-lost"))
                .singleElement()
                .satisfies(started -> assertThat(started.getAdopted()).isTrue());
    }

    @Test
    void shouldImportItsPipelines(Stage stage) {
        // given
        String platform = LocalCluster.DATA_FACTORY;

        // when
        stage.sender()
                .send(
                        EventTopics.IMPORT_REQUESTS,
                        platform,
                        ImportRequest.newBuilder()
                                .setPlatform(platform)
                                .setRequestedAt(Ask.now())
                                .build());

        // then
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(
                        stage.log().values(EventTopics.IMPORT_OUTCOMES, platform, ImportOutcome.class))
                .anySatisfy(outcome -> assertThat(outcome.getFound()).isEqualTo(3)));
        String key = platform + "/" + JobType.DATA_FACTORY_PIPELINE + "/load-customers";
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.log().values(EventTopics.JOBS, key, Job.class))
                .isNotEmpty());
        List<Job> jobs = stage.log().values(EventTopics.JOBS, key, Job.class);
        assertThat(jobs.get(jobs.size() - 1).getParameters())
                .extracting(parameter ->
                        parameter.getName() + " " + parameter.getDataType() + " " + parameter.getDefault$())
                .containsExactly("day STRING 2026-01-01");
    }
}
