package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.Decision;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubtTest {

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Failure LOST =
            Failure.of(FailureCategory.UNKNOWN_OUTCOME, "ANSWER_LOST", "the connection was closed");

    private TriggerDriver driver = new TriggerDriver("runbridge.platforms.syn.starts.settle-time", "10s");

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldAdoptTheRunWhoseAnswerWasLost() {
        driver.synapse.loseStartAnswer();

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(2));

        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
        RunStarted started = driver.started().get(0);
        assertThat(started.getAdopted()).isTrue();
        assertThat(started.getRunId()).isEqualTo("run-1");
        assertThat(started.getNextSequence()).isEqualTo(1);
        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.gates().of("syn").used()).isZero();
    }

    @Test
    void shouldStartAgainOnlyAfterTheSettleTimeShowedNothing() {
        driver.synapse.answerStart(Answer.failed(LOST));

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(9));
        assertThat(driver.synapse.starts()).hasSize(1);
        driver.pass(Duration.ofSeconds(5));

        assertThat(driver.synapse.starts()).hasSize(2);
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT", "STARTING");
        assertThat(driver.started()).singleElement().satisfies(s -> assertThat(s.getAdopted())
                .isFalse());
    }

    @Test
    void shouldNotTakeAClockThatIsSetForTimeThatPasses() {
        driver.synapse.answerStart(Answer.failed(LOST));
        driver.send(driver.request("r1")).pass(SOON);

        driver.jump(Duration.ofHours(1)).pass(Duration.ofSeconds(7));
        assertThat(driver.synapse.starts()).hasSize(1);
        driver.pass(Duration.ofSeconds(5));

        assertThat(driver.synapse.starts()).hasSize(2);
    }

    @Test
    void shouldNotAdoptARunThatBelongsToAnotherRequest() {
        driver.send(driver.request("r1")).pass(SOON);
        driver.synapse.answerStart(Answer.failed(LOST));

        driver.send(driver.request("r2")).pass(Duration.ofSeconds(14));

        assertThat(driver.synapse.starts()).hasSize(3);
        assertThat(driver.started()).extracting(RunStarted::getRunId).containsExactly("run-1", "run-2");
    }

    @Test
    void shouldSettleIdenticalRequestsByCount() {
        driver.synapse.loseStartAnswer().loseStartAnswer().answerStart(Answer.failed(LOST));

        driver.send(driver.request("r1"))
                .send(driver.request("r2"))
                .send(driver.request("r3"))
                .pass(Duration.ofSeconds(15));

        assertThat(driver.started())
                .extracting(RunStarted::getRunId)
                .containsExactlyInAnyOrder("run-1", "run-2", "run-3");
        assertThat(driver.synapse.starts()).hasSize(4);
        assertThat(driver.synapse.runs()).hasSize(3);
    }

    @Test
    void shouldPublishWhatItCannotDecideAndWaitForAnOperator() {
        driver.close();
        driver = new TriggerDriver(
                "runbridge.platforms.syn.starts.settle-time", "10s",
                "runbridge.platforms.syn.starts.exclusive-jobs", "false");
        driver.synapse.loseStartAnswer();

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(14));
        List<RunStatus> history = driver.history();

        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.started()).isEmpty();
        assertThat(history).hasSize(2);
        assertThat(history.get(1).getCandidates()).containsExactly("run-1");
        assertThat(history.get(1).getTerminal()).isFalse();
        assertThat(driver.gates().of("syn").used()).isZero();
    }

    @Test
    void shouldDoWhatTheOperatorDecides() {
        driver.close();
        driver = new TriggerDriver(
                "runbridge.platforms.syn.starts.settle-time", "2s",
                "runbridge.platforms.syn.starts.exclusive-jobs", "false");
        driver.synapse.loseStartAnswer().loseStartAnswer().loseStartAnswer();
        driver.send(driver.request("adopt"))
                .send(driver.request("resend"))
                .send(driver.request("give-up"))
                .pass(Duration.ofSeconds(5));
        assertThat(driver.statuses()).hasSize(6);

        driver.decide(decision("adopt", Decision.ADOPT, "run-1"))
                .decide(decision("resend", Decision.RESEND, null))
                .decide(decision("give-up", Decision.GIVE_UP, null))
                .pass(SOON);

        assertThat(driver.started()).extracting(RunStarted::getRunId).containsExactly("run-1", "run-4");
        assertThat(driver.statuses()).containsExactly("STARTING", "UNKNOWN/START_UNDECIDED!");
        driver.decide(decision("adopt", Decision.ADOPT, null)).decide(decision("adopt", Decision.RESEND, null));
        assertThat(driver.deadLetters()).containsExactly("INVALID_DECISION", "INVALID_DECISION");
    }

    private static DoubtDecision decision(String requestId, Decision decision, String runId) {
        return DoubtDecision.newBuilder()
                .setRequestId(requestId)
                .setDecision(decision)
                .setRunId(runId)
                .setDecidedAt(TriggerDriver.BEGIN)
                .build();
    }

    @Test
    void shouldGiveUpAnUndecidedStartAtTheLimit() {
        driver.close();
        driver = new TriggerDriver(
                "runbridge.platforms.syn.starts.settle-time", "2s",
                "runbridge.platforms.syn.starts.exclusive-jobs", "false",
                "runbridge.trigger.undecided-limit", "20s");
        driver.synapse.loseStartAnswer();

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(25));

        assertThat(driver.statuses())
                .containsExactly("UNKNOWN/START_IN_DOUBT", "UNKNOWN/START_IN_DOUBT", "UNKNOWN/START_UNDECIDED!");
    }

    @Test
    void shouldCancelWhatWasShownNotStartedWithoutAnotherStart() {
        driver.synapse.answerStart(Answer.failed(LOST));

        driver.send(driver.request("r1")).pass(SOON).cancel("r1", "c1").pass(Duration.ofSeconds(14));

        assertThat(driver.outcomes()).containsExactly("c1=NOT_STARTED");
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT", "CANCELLED!");
        assertThat(driver.synapse.starts()).hasSize(1);
    }

    @Test
    void shouldCancelTheRunThatWasFound() {
        driver.synapse.loseStartAnswer();
        CompletableFuture<Answer<List<FoundRun>>> look = driver.synapse.holdLookUp();
        driver.send(driver.request("r1")).pass(SOON);

        driver.cancel("r1", "c1").pass(SOON);
        look.complete(Answer.success(driver.synapse.runs()));
        driver.pass(SOON);

        assertThat(driver.synapse.cancels()).extracting(RunRef::runId).containsExactly("run-1");
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
    }

    @Test
    void shouldSendAgainWithTheSameTokenWherePlatformsTakeOne() {
        driver.databricks.loseStartAnswer();

        driver.send(driver.tokenRequest("r1")).pass(Duration.ofSeconds(3));

        assertThat(driver.databricks.starts()).hasSize(2);
        assertThat(driver.databricks.runs()).hasSize(1);
        assertThat(driver.started()).singleElement().satisfies(started -> {
            assertThat(started.getRunId()).isEqualTo("run-1");
            assertThat(started.getAdopted()).isTrue();
        });
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
    }

    @Test
    void shouldNotBelieveARefusalOfAResend() {
        driver.databricks
                .loseStartAnswer()
                .answerStart(Answer.failed(Failure.of(FailureCategory.UNAUTHORIZED, "UNAUTHORIZED", "403")))
                .answerStart(Answer.failed(Failure.of(FailureCategory.THROTTLED, "THROTTLED", "429")));

        driver.send(driver.tokenRequest("r1")).pass(Duration.ofSeconds(20));

        assertThat(driver.started()).extracting(RunStarted::getRunId).containsExactly("run-1");
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
    }

    @Test
    void shouldTakeAnAnswerThatNeverComesForLost() {
        CompletableFuture<Answer<StartedRun>> unanswered = driver.synapse.holdStart();

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(37));
        assertThat(driver.statuses()).isEmpty();
        driver.pass(Duration.ofSeconds(3));

        assertThat(unanswered).isNotDone();
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
    }

    @Test
    void shouldRecogniseLostStartsByTheirMarkerWhereOthersStartTheJobToo() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.exclusive-jobs", "false");
        driver.synapse.marking();
        driver.synapse.loseStartAnswer();
        driver.synapse.addRun(
                new FoundRun("ingest", "other", Map.of(), Optional.of("r9"), TriggerDriver.BEGIN.plusSeconds(1)));

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(4));

        assertThat(driver.started()).extracting(RunStarted::getRunId).containsExactly("run-1");
        assertThat(driver.started()).allMatch(RunStarted::getAdopted);
        assertThat(driver.synapse.starts()).hasSize(1);
    }

    /** The start that is lost lands 15 s after its loss; its settle time was 10 s. */
    @ParameterizedTest
    @CsvSource({"true, false, 1", "false, true, 1", "false, false, 0"})
    void shouldReportARunThatCameAfterTheSettleTime(boolean exclusive, boolean marking, double reported) {
        driver.close();
        driver = new TriggerDriver(
                "runbridge.platforms.syn.starts.settle-time",
                "10s",
                "runbridge.platforms.syn.starts.exclusive-jobs",
                Boolean.toString(exclusive));
        if (marking) {
            driver.synapse.marking();
        }
        driver.synapse.answerStart(Answer.failed(LOST));
        driver.send(driver.request("r1")).pass(Duration.ofSeconds(15));
        assertThat(driver.started()).extracting(RunStarted::getRunId).containsExactly("run-1");

        Optional<String> marker = Optional.of("r1").filter(id -> marking);
        driver.synapse.addRun(new FoundRun("ingest", "late", Map.of(), marker, TriggerDriver.BEGIN.plusSeconds(15)));
        driver.restart().pass(Duration.ofSeconds(60));

        assertThat(driver.meters.find("runbridge.starts.doubled").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(reported);
        assertThat(driver.synapse.starts()).hasSize(2);
    }

    @Test
    void shouldWaitWhileRunsCannotBeListed() {
        driver.synapse.loseStartAnswer();
        driver.synapse.answerLookUp(Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, "DOWN", "down")));

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(4));

        assertThat(driver.synapse.lookUps()).hasSize(2);
        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldTellRunsWithOtherParametersApart() {
        driver.synapse.answerStart(Answer.failed(LOST));
        driver.synapse.addRun(new FoundRun(
                "ingest", "foreign", Map.of("day", "2"), Optional.empty(), TriggerDriver.BEGIN.plusSeconds(1)));

        driver.send(driver.request("r1")
                        .setParameters(List.of(Parameter.newBuilder()
                                .setName("day")
                                .setValue(1L)
                                .build())))
                .pass(Duration.ofSeconds(14));

        assertThat(driver.started()).extracting(RunStarted::getRunId).containsExactly("run-1");
        assertThat(driver.synapse.starts()).hasSize(2);
    }
}
