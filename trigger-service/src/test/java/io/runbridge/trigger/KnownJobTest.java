package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests for jobs that were imported are checked against what these declare, before any call. */
class KnownJobTest {

    private static final String KEY = "syn/SYNAPSE_PIPELINE/ingest";
    private static final Duration SOON = Duration.ofMillis(300);

    private TriggerDriver driver = new TriggerDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldRejectWhatTheJobDoesNotTake() {
        driver.put(Topics.JOBS, KEY, job(), Job.class);

        driver.send(driver.request("r1").setParameters(List.of(parameter("n", "x"))))
                .pass(SOON);

        RunStatus status = driver.history().get(0);
        assertThat(status.getTerminal()).isTrue();
        assertThat(status.getError().getCode()).isEqualTo("INVALID_PARAMETER");
        assertThat(status.getMessage()).isEqualTo("parameters[n] is declared INT and needs a whole number, not STRING");
        assertThat(driver.started()).isEmpty();
    }

    @Test
    void shouldStartWhatFits() {
        driver.put(Topics.JOBS, KEY, job(), Job.class);

        driver.send(driver.request("r1").setParameters(List.of(parameter("n", 7L))))
                .pass(SOON);

        assertThat(driver.started()).hasSize(1);
    }

    /** A recovery gives no parameters, but its run gives back what the earlier one would have. */
    @Test
    void shouldTellTheSecretsOfTheJobWithARecovery() {
        Job job = Job.newBuilder(job())
                .setParameters(List.of(JobParameter.newBuilder()
                        .setName("apiKey")
                        .setDataType(DataType.SECRET)
                        .setDirection(Direction.INPUT)
                        .setForwarded(true)
                        .build()))
                .build();
        driver.put(Topics.JOBS, KEY, job, Job.class);

        driver.send(driver.request("r1").setRecovery(new Recovery("run-0", true, null)))
                .pass(SOON);

        assertThat(driver.started()).extracting(RunStarted::getSecretNames).containsExactly(List.of("apiKey"));
    }

    /** A redelivered request must stay the same one, also after its job has changed. */
    @Test
    void shouldKnowARequestAgainAfterItsJobHasChanged() {
        driver.send(driver.request("r1").setParameters(List.of(parameter("n", 7L))))
                .pass(SOON);
        driver.put(Topics.JOBS, KEY, job(), Job.class);

        driver.send(driver.request("r1").setParameters(List.of(parameter("n", 7L))))
                .pass(SOON);

        assertThat(driver.started()).hasSize(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldForgetAJobThatIsGoneAndOneThatCannotBeRead() {
        driver.put(Topics.JOBS, KEY, job(), Job.class);
        driver.putRaw(Topics.JOBS, KEY.getBytes(StandardCharsets.UTF_8), null);
        driver.send(driver.request("r1").setParameters(List.of(parameter("n", "x"))))
                .pass(SOON);
        driver.putRaw(Topics.JOBS, KEY.getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});
        driver.send(driver.request("r2").setParameters(List.of(parameter("n", "x"))))
                .pass(SOON);

        assertThat(driver.started()).hasSize(2);
    }

    /** Databricks shows the parameters of a run to whoever may see it. */
    @Test
    void shouldRefuseASecretForAnUnknownDatabricksJob() {
        Parameter secret = new Parameter("key", "vault://v/n", DataType.SECRET, Direction.INPUT);

        driver.send(driver.tokenRequest("r1").setParameters(List.of(secret))).pass(SOON);

        assertThat(driver.history().get(0).getMessage())
                .isEqualTo("parameters[key] is a SECRET, but the platform does not keep the parameter secret");
    }

    @Test
    void shouldRejectAnUnknownJobIfToldTo() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.unknown-jobs", "reject");

        driver.send(driver.request("r1")).pass(SOON);
        driver.put(Topics.JOBS, KEY, job(), Job.class);
        driver.send(driver.request("r2")).pass(SOON);

        RunStatus status = driver.history().get(0);
        assertThat(status.getError().getCode()).isEqualTo("UNKNOWN_JOB");
        assertThat(status.getMessage())
                .isEqualTo("externalId must be a SYNAPSE_PIPELINE that was imported from platform syn: send an import"
                        + " request for it");
        assertThat(driver.started()).hasSize(1);
    }

    private static Parameter parameter(String name, Object value) {
        return new Parameter(name, value, null, Direction.INPUT);
    }

    private static Job job() {
        return Job.newBuilder()
                .setPlatform("syn")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("ingest")
                .setName("ingest")
                .setParameters(List.of(new JobParameter("n", DataType.INT, Direction.INPUT, 1L, true, false)))
                .setImportedAt(TriggerDriver.BEGIN)
                .build();
    }
}
