package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.FoundRun;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.Decision;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.RunStatus;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever senders write, each record that follows from it fits its topic: one that does not would stop the task for good. */
class LimitsTest {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final String LONG = "x".repeat(1_000_000);
    private static final int FITS = 100_000;

    private TriggerDriver driver = new TriggerDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldRejectALongPlatformNameWithoutRepeatingIt() {
        driver.send(driver.request("r1").setPlatform(LONG)).pass(SOON);

        assertThat(driver.lengths(Topics.RUN_STATUS)).singleElement().satisfies(LimitsTest::fits);
        assertThat(driver.statuses()).containsExactly("FAILED/UNKNOWN_PLATFORM!");
    }

    @Test
    void shouldRejectALongExternalIdWithoutRepeatingIt() {
        driver.send(driver.request("r1").setPlatform("nowhere").setExternalId(LONG))
                .pass(SOON);

        assertThat(driver.lengths(Topics.RUN_STATUS)).singleElement().satisfies(LimitsTest::fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "tracestate"})
    void shouldNotCarryATraceHeaderOfAnyLengthOn(String header) {
        driver.sendTraced(driver.request("r1"), header, LONG).pass(SOON);

        assertThat(driver.lengths(Topics.RUN_STARTED)).singleElement().satisfies(LimitsTest::fits);
    }

    private interface Change extends UnaryOperator<CancelRequest.Builder> {}

    private static Stream<Change> longCancels() {
        return Stream.of(c -> c.setCancelId(LONG), c -> c.setRunId(LONG), c -> c.setPlatform(LONG));
    }

    @ParameterizedTest
    @MethodSource("longCancels")
    void shouldPutACancelAsideWhoseNamesAreTooLong(Change change) {
        cancel(change.apply(cancel("c1")));

        assertThat(driver.deadLetters()).containsExactly("INVALID_CANCEL");
        assertThat(driver.outcomes()).isEmpty();
    }

    @Test
    void shouldCutWhoAskedForACancel() {
        cancel(cancel("c1").setRequestedBy(LONG));

        assertThat(driver.lengths(Topics.CANCEL_OUTCOMES)).singleElement().satisfies(LimitsTest::fits);
    }

    @Test
    void shouldBoundTheCancelsThatWaitForOneRun() {
        driver.send(driver.request("r1")).pass(SOON);
        for (int i = 0; i < 150; i++) {
            driver.cancel("r1", "c" + i);
        }

        List<String> outcomes = driver.pass(SOON).outcomes();

        assertThat(outcomes.stream().filter(o -> o.endsWith("=ACCEPTED"))).hasSize(100);
        assertThat(outcomes.stream().filter(o -> o.endsWith("=REFUSED"))).hasSize(50);
    }

    @Test
    void shouldTakeABlankCancelIdForNone() {
        driver.send(driver.request("r1")).pass(SOON);
        cancel(cancel(""));
        cancel(cancel(" "));

        assertThat(driver.outcomes()).containsExactly("cancel-requests-0-0=ACCEPTED", "cancel-requests-0-1=ACCEPTED");
    }

    @Test
    void shouldNameSomeOfManyCandidates() {
        driver.close();
        driver = new TriggerDriver("runbridge.platforms.syn.starts.settle-time", "1s");
        driver.synapse.loseStartAnswer();
        for (int i = 0; i < 500; i++) {
            driver.synapse.addRun(new FoundRun(
                    "ingest", "foreign-" + i, Map.of(), Optional.empty(), TriggerDriver.BEGIN.plusSeconds(1)));
        }

        driver.send(driver.request("r1")).pass(Duration.ofSeconds(4));

        List<RunStatus> history = driver.history();
        assertThat(history.get(1).getCandidates()).hasSize(100);
    }

    @Test
    void shouldPutADecisionAsideWhoseRunIdIsTooLong() {
        driver.decide(DoubtDecision.newBuilder()
                .setRequestId("r1")
                .setDecision(Decision.ADOPT)
                .setRunId(LONG)
                .setDecidedAt(TriggerDriver.BEGIN)
                .build());

        assertThat(driver.deadLetters()).containsExactly("INVALID_DECISION");
    }

    @Test
    void shouldPutAKeyAsideThatOnlyLooksLikeTheRequestId() {
        byte[] value = driver.encode(driver.request("\uFFFD").build());

        driver.putRaw(Topics.RUN_REQUESTS, new byte[] {(byte) 0xFF}, value)
                .putRaw(Topics.RUN_REQUESTS, "\uFFFD".getBytes(StandardCharsets.UTF_8), value)
                .pass(SOON);

        assertThat(driver.deadLetters()).containsExactly("KEY_MISMATCH");
        assertThat(driver.started()).hasSize(1);
    }

    private static CancelRequest.Builder cancel(String cancelId) {
        return CancelRequest.newBuilder()
                .setRequestId("r1")
                .setCancelId(cancelId)
                .setRequestedAt(TriggerDriver.BEGIN);
    }

    private void cancel(CancelRequest.Builder cancel) {
        driver.put(Topics.CANCEL_REQUESTS, "r1", cancel.build(), CancelRequest.class)
                .pass(SOON);
    }

    private static void fits(int length) {
        assertThat(length).isLessThan(FITS);
    }
}
