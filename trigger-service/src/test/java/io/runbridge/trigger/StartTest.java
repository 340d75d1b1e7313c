package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartTest {

    private static final Duration SOON = Duration.ofMillis(500);

    private TriggerDriver driver = new TriggerDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldStartTheRunAndHandItOver() {
        driver.send(driver.request("r1").setTimeoutSeconds(60)).pass(SOON);

        assertThat(driver.synapse.starts()).hasSize(1);
        RunStarted started = driver.started().get(0);
        assertThat(started.getRequestId()).isEqualTo("r1");
        assertThat(started.getRunId()).isEqualTo("run-1");
        assertThat(started.getNextSequence()).isZero();
        assertThat(started.getLastStatus()).isNull();
        assertThat(started.getAdopted()).isFalse();
        assertThat(started.getTimeoutSeconds()).isEqualTo(60);
        assertThat(started.getMonitoringUrl()).isEqualTo("https://platform.test/runs/run-1");
        assertThat(driver.statuses()).isEmpty();
    }

    /** The poller-service never sees the request, and must not publish what bears such a name. */
    @Test
    void shouldHandTheNamesOfSecretsOver() {
        Parameter secret = new Parameter("apiKey", "vault://v/n", DataType.SECRET, Direction.INPUT);
        Parameter plain = new Parameter("since", "2026-11-22", null, Direction.INPUT);

        driver.send(driver.request("r1").setParameters(List.of(secret, plain))).pass(SOON);

        assertThat(driver.started().get(0).getSecretNames()).containsExactly("apiKey");
    }

    @Test
    void shouldSendEachAttemptOfARepairFromTheSamePoint() {
        driver.databricks.withPreconditions().loseStartAnswer();
        driver.send(driver.request("r1")
                        .setPlatform("dbx")
                        .setJobType(JobType.DATABRICKS_JOB)
                        .setExternalId("42")
                        .setParameters(List.of())
                        .setRecovery(new Recovery("run-0", true, null)))
                .pass(Duration.ofSeconds(10));

        assertThat(driver.databricks.starts())
                .extracting(StartRun::precondition, StartRun::resent)
                .containsExactly(tuple(Optional.of("point"), false), tuple(Optional.of("point"), true));
        assertThat(driver.started()).singleElement().satisfies(started -> {
            assertThat(started.getAdopted()).isTrue();
            assertThat(started.getRerunOf()).isEqualTo("run-0");
        });
        assertThat(driver.statuses()).hasSize(1);
    }

    @Test
    void shouldBelieveAnAnswerThatWaitedForAStalledTask() {
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();
        driver.send(driver.request("r1")).pass(SOON);

        held.complete(Answer.success(new StartedRun("run-7", Optional.empty())));
        driver.stall(Duration.ofMinutes(3));
        driver.pass(SOON);

        assertThat(driver.started()).singleElement().satisfies(started -> assertThat(started.getRunId())
                .isEqualTo("run-7"));
        assertThat(driver.statuses()).isEmpty();
    }

    @Test
    void shouldStartOnceIfTheRequestIsRepeated() {
        driver.send(driver.request("r1")).send(driver.request("r1")).pass(SOON);
        driver.send(driver.request("r1").setRequestedAt(TriggerDriver.BEGIN.plusSeconds(5)))
                .pass(SOON);

        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.started()).hasSize(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldNeverStartTheSameIdWithDifferentContent() {
        driver.send(driver.request("r1")).pass(SOON);
        driver.send(driver.request("r1").setExternalId("other")).pass(SOON);

        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.deadLetters()).containsExactly("DUPLICATE_ID_DIFFERENT_CONTENT");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCategory.class,
            names = {"REJECTED", "NOT_FOUND", "UNAUTHORIZED"})
    void shouldEndFailedIfThePlatformRefuses(FailureCategory category) {
        driver.synapse.answerStart(Answer.failed(Failure.of(category, "SOME_CODE", "because")));

        driver.send(driver.request("r1")).pass(SOON);

        assertThat(driver.statuses()).containsExactly("FAILED/SOME_CODE!");
        assertThat(driver.started()).isEmpty();
        assertThat(driver.gates().of("syn").used()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCategory.class,
            names = {"BUSY", "THROTTLED", "PAUSED", "UNAVAILABLE"})
    void shouldTryAgainIfTheCallWasCertainlyNotExecuted(FailureCategory category) {
        driver.synapse.answerStart(Answer.failed(Failure.of(category, "LATER", "not now")));

        driver.send(driver.request("r1")).pass(SOON);
        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.gates().of("syn").used()).isZero();
        driver.pass(Duration.ofSeconds(31));

        assertThat(driver.synapse.starts()).hasSize(2);
        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldWaitAsLongAsThePlatformAsks() {
        driver.synapse.answerStart(Answer.failed(
                new Failure(FailureCategory.THROTTLED, "THROTTLED", "slow down", Optional.of(Duration.ofSeconds(20)))));

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(19));
        assertThat(driver.synapse.starts()).hasSize(1);
        driver.send(driver.request("r2")).pass(SOON);
        assertThat(driver.synapse.starts()).hasSize(1);
        driver.pass(Duration.ofSeconds(3));

        assertThat(driver.synapse.starts()).hasSize(3);
    }

    @Test
    void shouldPublishWhyARequestWaits() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.slots", "1");
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();

        driver.send(driver.request("r1")).send(driver.request("r2")).pass(Duration.ofSeconds(11));

        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.history()).singleElement().satisfies(status -> {
            assertThat(status.getRequestId()).isEqualTo("r2");
            assertThat(status.getStatus()).isEqualTo(Status.STARTING);
            assertThat(status.getMessage()).contains("slot").contains("syn");
        });
        held.complete(Answer.success(new StartedRun("held", Optional.empty())));
        driver.pass(SOON);
        List<RunStarted> started = driver.started();
        assertThat(started).extracting(RunStarted::getRequestId).containsExactly("r1", "r2");
        assertThat(started.get(1).getNextSequence()).isEqualTo(1);
        assertThat(started.get(1).getLastStatus()).isEqualTo(Status.STARTING);
    }

    @Test
    void shouldGiveUpAtTheStartLimit() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.slots", "1", "runbridge.trigger.start-limit", "20s");
        CompletableFuture<Answer<StartedRun>> unanswered = driver.synapse.holdStart();

        driver.send(driver.request("r1")).send(driver.request("r2")).pass(Duration.ofSeconds(21));

        assertThat(unanswered).isNotDone();
        assertThat(driver.statuses()).containsExactly("STARTING", "FAILED/START_GAVE_UP!");
    }

    @Test
    void shouldEndAtItsOwnTimeoutBeforeTheStart() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.slots", "1");
        CompletableFuture<Answer<StartedRun>> unanswered = driver.synapse.holdStart();

        driver.send(driver.request("r1"))
                .send(driver.request("r2").setTimeoutSeconds(5))
                .pass(Duration.ofSeconds(6));

        assertThat(unanswered).isNotDone();
        assertThat(driver.statuses()).containsExactly("FAILED/START_TIMEOUT!");
    }

    @Test
    void shouldClaimAgainIfTheLeaseHadRunOutBeforeTheCallLeft() {
        driver.synapse.answerStart(
                Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, Failure.LEASE_LAPSED, "lapsed")));

        driver.send(driver.request("r1")).pass(SOON);

        assertThat(driver.synapse.starts()).hasSize(2);
        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldPublishTheNoteOfTheStartAsFirstStatus() {
        driver.synapse.answerStart(
                Answer.success(new StartedRun("run-x", Optional.of("parameter p is for reference and was not sent"))));

        driver.send(driver.request("r1")).pass(SOON);

        assertThat(driver.history()).singleElement().satisfies(status -> {
            assertThat(status.getStatus()).isEqualTo(Status.STARTING);
            assertThat(status.getMessage()).contains("parameter p");
        });
        assertThat(driver.started().get(0).getNextSequence()).isEqualTo(1);
    }

    @Test
    void shouldEndARequestThatIsOlderThanTheWindow() {
        driver.sendStamped(driver.request("r1"), TriggerDriver.BEGIN.minus(Duration.ofDays(8)))
                .pass(SOON);

        assertThat(driver.statuses()).containsExactly("FAILED/REQUEST_EXPIRED!");
        assertThat(driver.synapse.starts()).isEmpty();
    }

    @Test
    void shouldNotBeStalledByARequestOfTheYear2100() {
        driver.sendStamped(driver.request("r1"), Instant.parse("2100-01-01T00:00:00Z"))
                .pass(SOON);
        driver.send(driver.request("r2")).pass(SOON);

        assertThat(driver.started()).extracting(RunStarted::getRequestId).containsExactly("r1", "r2");
    }

    @Test
    void shouldForgetAnEndedRequestAfterTheWindow() {
        driver.close();
        driver = new TriggerDriver("runbridge.trigger.deduplication-window", "1h");
        driver.send(driver.request("r1")).pass(SOON);
        driver.ended("r1", Status.SUCCESS).pass(SOON);

        driver.jump(Duration.ofMinutes(50));
        driver.send(driver.request("r1")).pass(SOON);
        assertThat(driver.synapse.starts()).hasSize(1);
        driver.jump(Duration.ofMinutes(11)).send(driver.request("r2")).pass(Duration.ofSeconds(11));
        driver.send(driver.request("r1")).pass(SOON);

        assertThat(driver.synapse.starts()).extracting(StartRun::requestId).containsExactly("r1", "r2", "r1");
    }

    @Test
    void shouldRememberAnEndedRequestUntilAllRepetitionsWithinTheWindowAreRead() {
        driver.close();
        driver = new TriggerDriver("runbridge.trigger.deduplication-window", "1h");
        driver.send(driver.request("r1")).pass(SOON);
        driver.ended("r1", Status.SUCCESS).pass(SOON);
        Instant repeatedAt = driver.now().plus(Duration.ofMinutes(50));

        // The task is away when the repetition is written, and reads it only after the window.
        driver.jump(Duration.ofMinutes(70)).pass(Duration.ofSeconds(11));
        driver.sendStamped(driver.request("r1"), repeatedAt).pass(SOON);

        assertThat(driver.synapse.starts()).hasSize(1);
    }
}
