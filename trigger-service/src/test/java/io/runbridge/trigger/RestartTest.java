package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.Decision;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another incarnation makes of what the last one left. */
class RestartTest {

    private static final Duration SOON = Duration.ofMillis(500);

    private final TriggerDriver driver = new TriggerDriver("runbridge.platforms.syn.starts.settle-time", "10s");

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldLookForAStartThatAnotherIncarnationClaimed() {
        CompletableFuture<Answer<StartedRun>> held = driver.synapse.holdStart();
        driver.send(driver.request("r1")).pass(SOON);

        driver.restart().pass(SOON);
        held.complete(Answer.success(new StartedRun("late", Optional.empty())));
        driver.pass(Duration.ofSeconds(9));
        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
        driver.pass(Duration.ofSeconds(5));

        assertThat(driver.synapse.starts()).hasSize(2);
        assertThat(driver.started()).hasSize(1);
        assertThat(driver.gates().of("syn").used()).isZero();
    }

    @Test
    void shouldGoOnWithWhatWasQueuedAndNothingElse() {
        driver.send(driver.request("done")).pass(SOON);
        driver.gates().stop();
        driver.send(driver.request("queued")).pass(SOON);

        driver.restart().pass(SOON);

        assertThat(driver.synapse.starts()).hasSize(2);
        assertThat(driver.started()).singleElement().satisfies(s -> assertThat(s.getRequestId())
                .isEqualTo("queued"));
    }

    @Test
    void shouldSendAPendingCancelAgain() {
        CompletableFuture<Answer<Void>> held = driver.synapse.holdCancel();
        driver.send(driver.request("r1")).pass(SOON).cancel("r1", "c1").pass(SOON);

        driver.restart().pass(SOON);
        driver.ended("r1", Status.CANCELLED).pass(SOON);

        assertThat(held).isNotDone();
        assertThat(driver.synapse.cancels()).hasSize(2);
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED", "c1=CONFIRMED");
    }

    @Test
    void shouldSettleADoubtInAnotherIncarnation() {
        CompletableFuture<?> held = driver.synapse.loseStartAnswer().holdLookUp();
        driver.send(driver.request("r1")).pass(SOON);

        driver.restart().pass(Duration.ofSeconds(2));

        assertThat(held).isNotDone();
        assertThat(driver.started()).hasSize(1);
        assertThat(driver.synapse.starts()).hasSize(1);
        assertThat(driver.gates().of("syn").used()).isZero();
    }

    @Test
    void shouldAskAnOperatorAboutALostStartOnAPlatformThatIsNotConfiguredAnyMore() {
        CompletableFuture<Answer<StartedRun>> held = driver.databricks.holdStart();
        driver.send(driver.tokenRequest("r1")).pass(SOON);

        driver.restart("dbx").pass(SOON);

        assertThat(held).isNotDone();
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT", "UNKNOWN/START_IN_DOUBT");
        driver.decide(decision("r1", Decision.GIVE_UP)).pass(SOON);
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_UNDECIDED!");
    }

    @Test
    void shouldAskAnOperatorAboutADoubtThatNobodyCanLookUpForADay() {
        CompletableFuture<?> held = driver.synapse.loseStartAnswer().holdLookUp();
        driver.send(driver.request("r1")).pass(SOON);
        assertThat(driver.statuses()).hasSize(1);
        assertThat(held).isNotDone();

        driver.restart("syn").jump(Duration.ofHours(23));
        assertThat(driver.statuses()).isEmpty();
        driver.jump(Duration.ofHours(2));

        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
        assertThat(driver.started()).isEmpty();
    }

    @Test
    void shouldEndWhatIsQueuedForAPlatformThatIsNotConfiguredAnyMore() {
        driver.gates().stop();
        driver.send(driver.request("r1")).pass(SOON);

        driver.restart("syn").pass(Duration.ofSeconds(11));
        assertThat(driver.history()).singleElement().satisfies(status -> assertThat(status.getMessage())
                .contains("syn")
                .contains("not configured"));
        driver.jump(Duration.ofHours(24));

        assertThat(driver.statuses()).containsExactly("FAILED/START_GAVE_UP!");
    }

    @Test
    void shouldAskAnOperatorIfRunsCannotBeListedForADay() {
        driver.synapse.loseStartAnswer();
        for (int i = 0; i < 20; i++) {
            driver.synapse.answerLookUp(Answer.failed(Failure.of(FailureCategory.UNAUTHORIZED, "UNAUTHORIZED", "403")));
        }
        driver.send(driver.request("r1")).pass(SOON);

        driver.jump(Duration.ofHours(23));
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");
        driver.jump(Duration.ofHours(2)).pass(Duration.ofSeconds(2));

        assertThat(driver.history()).singleElement().satisfies(status -> assertThat(status.getMessage())
                .contains("403"));
        assertThat(driver.gates().of("syn").used()).isZero();
        driver.decide(decision("r1", Decision.RESEND)).pass(SOON);
        assertThat(driver.started()).hasSize(1);
    }

    private static DoubtDecision decision(String requestId, Decision decision) {
        return DoubtDecision.newBuilder()
                .setRequestId(requestId)
                .setDecision(decision)
                .setDecidedAt(TriggerDriver.BEGIN)
                .build();
    }

    @Test
    void shouldStartAgainForAnOperatorHoweverLongTheDoubtTook() {
        driver.synapse.answerStart(
                Answer.failed(Failure.of(FailureCategory.UNKNOWN_OUTCOME, "ANSWER_LOST", "the connection was closed")));
        driver.synapse.addRun(run("a")).addRun(run("b"));
        driver.send(driver.request("r1").setTimeoutSeconds(60)).pass(Duration.ofSeconds(14));
        assertThat(driver.statuses()).hasSize(2);

        driver.jump(Duration.ofHours(30));
        driver.decide(decision("r1", Decision.RESEND)).pass(SOON);

        assertThat(driver.started()).hasSize(1);
        assertThat(driver.statuses()).containsExactly("STARTING");
    }

    private static FoundRun run(String runId) {
        return new FoundRun("ingest", runId, Map.of(), Optional.empty(), TriggerDriver.BEGIN);
    }
}
