package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import io.runbridge.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CancelTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private TriggerDriver driver = new TriggerDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldBarAnUnknownIdSoThatItsRequestEndsCancelled() {
        driver.cancel("r1", "c1").pass(SOON);
        assertThat(driver.outcomes()).containsExactly("c1=NOT_STARTED");

        driver.send(driver.request("r1")).send(driver.request("r1")).pass(SOON);

        assertThat(driver.synapse.starts()).isEmpty();
        assertThat(driver.statuses()).containsExactly("CANCELLED!");
        assertThat(driver.outcomes()).isEmpty();
    }

    @Test
    void shouldEndAQueuedRequestWithoutAStart() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.slots", "1");
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();
        driver.send(driver.request("r1")).send(driver.request("r2")).pass(SOON);

        driver.cancel("r2", "c1").pass(SOON);
        held.complete(Answer.success(new StartedRun("run-x", Optional.empty())));
        driver.pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=NOT_STARTED");
        assertThat(driver.statuses()).containsExactly("CANCELLED!");
        assertThat(driver.synapse.starts()).hasSize(1);
    }

    @Test
    void shouldCancelTheRunThatComesOfAStartInFlight() {
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();
        driver.send(driver.request("r1")).pass(SOON);

        driver.cancel("r1", "c1").pass(SOON);
        assertThat(driver.outcomes()).isEmpty();
        driver.synapse.answerCancel(Answer.success(null));
        held.complete(Answer.success(new StartedRun("run-x", Optional.empty())));
        driver.pass(SOON);
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
        driver.ended("r1", Status.CANCELLED).pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=CONFIRMED");
        assertThat(driver.synapse.cancels()).hasSize(1);
    }

    @Test
    void shouldNotQueueAgainWhatWasCancelledInFlightAndNotExecuted() {
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();
        driver.send(driver.request("r1")).pass(SOON).cancel("r1", "c1").pass(SOON);

        held.complete(Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, "DOWN", "down")));
        driver.pass(Duration.ofSeconds(5));

        assertThat(driver.outcomes()).containsExactly("c1=NOT_STARTED");
        assertThat(driver.statuses()).containsExactly("CANCELLED!");
        assertThat(driver.synapse.starts()).hasSize(1);
    }

    @Test
    void shouldEndFailedWhatWasCancelledInFlightAndRefused() {
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();
        driver.send(driver.request("r1")).pass(SOON).cancel("r1", "c1").pass(SOON);

        held.complete(Answer.failed(Failure.of(FailureCategory.REJECTED, "PLATFORM_REJECTED", "no")));
        driver.pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=NOT_STARTED");
        assertThat(driver.statuses()).containsExactly("FAILED/PLATFORM_REJECTED!");
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, CONFIRMED", "SUCCESS, TOO_LATE", "FAILED, TOO_LATE"})
    void shouldConfirmByHowTheRunEnds(Status end, String outcome) {
        driver.send(driver.request("r1")).pass(SOON).cancel("r1", "c1").pass(SOON);

        driver.ended("r1", end).pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED", "c1=" + outcome);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, CONFIRMED", "SUCCESS, TOO_LATE"})
    void shouldAnswerAtOnceAfterTheEnd(Status end, String outcome) {
        driver.send(driver.request("r1")).pass(SOON).ended("r1", end).pass(SOON);

        driver.cancel("r1", "c1").pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=" + outcome);
        assertThat(driver.synapse.cancels()).isEmpty();
    }

    @Test
    void shouldAnswerEachCancelOnceHoweverOftenItIsSent() {
        driver.send(driver.request("r1")).pass(SOON);
        driver.cancel("r1", "c1")
                .cancel("r1", "c1")
                .pass(SOON)
                .cancel("r1", "c2")
                .pass(SOON);
        driver.ended("r1", Status.CANCELLED).pass(SOON).cancel("r1", "c1").pass(SOON);

        assertThat(driver.outcomes())
                .containsExactlyInAnyOrder("c1=ACCEPTED", "c2=ACCEPTED", "c1=CONFIRMED", "c2=CONFIRMED");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCategory.class,
            names = {"REJECTED", "UNAUTHORIZED"})
    void shouldReportARefusedCancelAndKeepTheRun(FailureCategory category) {
        driver.send(driver.request("r1")).pass(SOON);
        driver.synapse.answerCancel(Answer.failed(Failure.of(category, "NO", "you may not")));

        driver.cancel("r1", "c1").pass(SOON);
        driver.ended("r1", Status.SUCCESS).pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=REFUSED");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCategory.class,
            names = {"THROTTLED", "UNAVAILABLE", "UNKNOWN_OUTCOME", "NOT_FOUND", "PAUSED", "BUSY"})
    void shouldRepeatACancelThatMayNotHaveArrived(FailureCategory category) {
        driver.send(driver.request("r1")).pass(SOON);
        driver.synapse.answerCancel(Answer.failed(Failure.of(category, "LATER", "not now")));

        driver.cancel("r1", "c1").pass(Duration.ofSeconds(3));

        assertThat(driver.synapse.cancels()).hasSize(2);
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
    }

    @Test
    void shouldRefuseARunThatWasNotStartedHere() {
        foreignCancel("syn", JobType.SYNAPSE_PIPELINE);

        assertThat(driver.outcomes()).containsExactly("c1=REFUSED");
        assertThat(driver.synapse.cancels()).isEmpty();
    }

    @Test
    void shouldCancelARunThatWasNotStartedHereWhereThatIsAllowed() {
        driver.close();
        driver = new TriggerDriver("runbridge.trigger.cancel-foreign", "true");
        driver.synapse.answerCancel(Answer.failed(Failure.of(FailureCategory.THROTTLED, "THROTTLED", "later")));
        driver.synapse.answerCancel(Answer.success(null));

        foreignCancel("syn", JobType.SYNAPSE_PIPELINE);
        driver.pass(Duration.ofSeconds(3));

        assertThat(driver.synapse.cancels()).extracting(RunRef::runId).containsExactly("theirs", "theirs");
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
    }

    @Test
    void shouldSendAnotherForeignCancelAfterTheFirstWasRefused() {
        driver.close();
        driver = new TriggerDriver("runbridge.trigger.cancel-foreign", "true");
        driver.synapse.answerCancel(Answer.failed(Failure.of(FailureCategory.UNAUTHORIZED, "UNAUTHORIZED", "403")));
        driver.synapse.answerCancel(Answer.success(null));

        foreignCancel("c1", "syn", JobType.SYNAPSE_PIPELINE);
        foreignCancel("c1", "syn", JobType.SYNAPSE_PIPELINE);
        foreignCancel("c2", "syn", JobType.SYNAPSE_PIPELINE);

        assertThat(driver.outcomes()).containsExactly("c1=REFUSED", "c2=ACCEPTED");
        assertThat(driver.synapse.cancels()).hasSize(2);
    }

    @Test
    void shouldStartARequestWhoseIdWasOnlyUsedToCancelAForeignRun() {
        foreignCancel("syn", JobType.SYNAPSE_PIPELINE);

        driver.send(driver.request("unknown")).pass(SOON);
        foreignCancel("syn", JobType.SYNAPSE_PIPELINE);

        assertThat(driver.deadLetters()).isEmpty();
        assertThat(driver.started()).hasSize(1);
        assertThat(driver.outcomes()).containsExactly("c1=REFUSED");
    }

    @ParameterizedTest
    @CsvSource({"nowhere, SYNAPSE_PIPELINE", "syn, DATABRICKS_JOB"})
    void shouldRefuseAForeignRunIfItsPlatformIsNotConfigured(String platform, JobType jobType) {
        driver.close();
        driver = new TriggerDriver("runbridge.trigger.cancel-foreign", "true");

        foreignCancel(platform, jobType);

        assertThat(driver.outcomes()).containsExactly("c1=REFUSED");
    }

    @Test
    void shouldNotCancelTheRequestsRunInPlaceOfAnotherOne() {
        driver.send(driver.request("unknown")).pass(SOON);

        foreignCancel("syn", JobType.SYNAPSE_PIPELINE);

        assertThat(driver.outcomes()).containsExactly("c1=REFUSED");
        assertThat(driver.synapse.cancels()).isEmpty();
    }

    @Test
    void shouldRememberARequestWhoseIdWasUsedForAForeignRunLongAgo() {
        driver.close();
        driver = new TriggerDriver("runbridge.trigger.cancel-foreign", "true");
        driver.synapse.answerCancel(Answer.success(null));
        foreignCancel("syn", JobType.SYNAPSE_PIPELINE);
        driver.jump(Duration.ofDays(1)).send(driver.request("unknown")).pass(SOON);

        driver.jump(Duration.ofDays(8)).pass(Duration.ofSeconds(11)).cancel("unknown", "c2");

        assertThat(driver.pass(SOON).outcomes()).containsExactly("c1=ACCEPTED", "c2=ACCEPTED");
    }

    private void foreignCancel(String platform, JobType jobType) {
        foreignCancel("c1", platform, jobType);
    }

    private void foreignCancel(String cancelId, String platform, JobType jobType) {
        CancelRequest foreign = CancelRequest.newBuilder()
                .setRequestId("unknown")
                .setCancelId(cancelId)
                .setPlatform(platform)
                .setJobType(jobType)
                .setRunId("theirs")
                .setRequestedAt(TriggerDriver.BEGIN)
                .build();
        driver.put(Topics.CANCEL_REQUESTS, "unknown", foreign, CancelRequest.class)
                .pass(SOON);
    }
}
