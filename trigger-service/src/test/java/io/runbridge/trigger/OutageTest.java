package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to requests and cancels while a platform does not answer. */
class OutageTest {

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Failure DOWN =
            Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "connection refused");
    private static final Failure LOST = Failure.of(FailureCategory.UNKNOWN_OUTCOME, "ANSWER_LOST", "reset");

    private final TriggerDriver driver = new TriggerDriver(
            "runbridge.platforms.syn.breaker.window", "4",
            "runbridge.platforms.syn.breaker.open-for", "20s",
            "runbridge.platforms.syn.breaker.probes", "2",
            "runbridge.platforms.dbx.breaker.window", "4",
            "runbridge.trigger.wait-notice", "2s");

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldClaimNothingWhileTheBreakerIsOpenAndSayWhy() {
        breakStarts(4);

        driver.send(driver.request("later")).pass(Duration.ofSeconds(5));

        assertThat(driver.synapse.starts()).hasSize(4);
        assertThat(driver.gates().of("syn").used()).isZero();
        assertThat(driver.history())
                .filteredOn(status -> status.getRequestId().equals("later"))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.getStatus()).isEqualTo(Status.STARTING);
                    assertThat(status.getMessage()).contains("does not answer", "connection refused");
                });
    }

    @Test
    void shouldSendAFewProbesAndThenAll() {
        breakStarts(4);
        for (int i = 0; i < 10; i++) {
            driver.send(driver.request("later" + i));
        }
        var first = driver.synapse.holdStart();
        var second = driver.synapse.holdStart();

        driver.pass(Duration.ofSeconds(22));
        assertThat(driver.synapse.starts()).hasSize(6);
        first.complete(Answer.success(new StartedRun("a", Optional.empty())));
        second.complete(Answer.success(new StartedRun("b", Optional.empty())));
        driver.pass(Duration.ofMinutes(2));

        assertThat(driver.started()).hasSize(14);
    }

    @Test
    void shouldCancelWhileStartsAreHeld() {
        driver.send(driver.request("running")).pass(SOON);
        breakStarts(4);

        driver.cancel("running", "c1").pass(SOON);

        assertThat(driver.synapse.cancels()).hasSize(1);
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
    }

    @Test
    void shouldCancelAQueuedRequestWhileStartsAreHeld() {
        breakStarts(4);
        driver.send(driver.request("later")).pass(SOON);

        driver.cancel("later", "c1").pass(SOON);

        assertThat(driver.outcomes()).containsExactly("c1=NOT_STARTED");
    }

    @Test
    void shouldHoldRepeatedCancelsOnceTheirBreakerIsOpen() {
        driver.send(driver.request("running")).pass(SOON);
        for (int i = 0; i < 4; i++) {
            driver.synapse.answerCancel(Answer.failed(DOWN));
        }

        driver.cancel("running", "c1").pass(Duration.ofMinutes(10));

        assertThat(driver.synapse.cancels()).hasSize(5);
        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
    }

    @Test
    void shouldLeaveATokenStartInDoubtToAnOperatorWhenItsTimeIsUp() {
        for (int i = 0; i < 4; i++) {
            driver.databricks.answerStart(Answer.failed(LOST));
        }
        driver.send(driver.tokenRequest("r1")).pass(SOON);
        for (int i = 0; i < 3_000; i++) {
            driver.databricks.answerStart(Answer.failed(DOWN));
        }

        driver.pass(Duration.ofMinutes(5)).jump(Duration.ofHours(24));

        assertThat(driver.history()).last().satisfies(status -> assertThat(status.getMessage())
                .contains("could not be settled within"));
        assertThat(driver.gates().of("dbx").used()).isZero();
    }

    @Test
    void shouldLeaveATokenStartInDoubtToAnOperatorIfItsPlatformIsGone() {
        driver.databricks.answerStart(Answer.failed(LOST));
        driver.send(driver.tokenRequest("r1")).pass(SOON);

        driver.restart("dbx").pass(SOON).jump(Duration.ofHours(25));

        assertThat(driver.statuses()).contains("UNKNOWN/START_IN_DOUBT");
        assertThat(driver.history()).isEmpty();
    }

    private void breakStarts(int count) {
        for (int i = 0; i < count; i++) {
            driver.synapse.answerStart(Answer.failed(DOWN));
            driver.send(driver.request("broken" + i)).pass(SOON);
        }
        driver.history();
    }
}
