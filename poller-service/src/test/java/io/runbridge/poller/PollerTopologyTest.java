package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.START;
import static io.runbridge.poller.PollerBench.bytes;
import static io.runbridge.poller.PollerBench.seen;
import static io.runbridge.poller.PollerBench.started;
import static io.runbridge.poller.PollerBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.RunOutput;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollerTopologyTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final PollerBench bench = new PollerBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldPublishEachChangeUntilTheRunHasEnded() {
        // given
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        bench.advance(SOON);
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(SOON);
        // when
        bench.jobs().report("r1", Status.FAILED, "TERMINATED/FAILED");
        int looks = bench.jobs().looks().size();
        bench.advance(Duration.ofMinutes(5));
        // then
        List<RunStatus> history = bench.history();
        assertThat(bench.status()).extracting(TestRecord::value).isEqualTo(history);
        assertThat(history).extracting(RunStatus::getStatus).containsExactly(Status.RUNNING, Status.SUCCESS);
        assertThat(history).extracting(RunStatus::getSequence).containsExactly(1L, 2L);
        assertThat(history).extracting(RunStatus::getTerminal).containsExactly(false, true);
        assertThat(history).extracting(RunStatus::getRequestId).containsOnly("q1");
        assertThat(bench.jobs().looks()).hasSize(looks);
        assertThat(bench.openRuns()).isZero();
        assertThat(bench.meter("runbridge.open.runs", "platform", "lake")).isZero();
        assertThat(bench.meter("runbridge.status.published", "status", "success"))
                .isOne();
    }

    @Test
    void shouldKeyByRequestAndCarryTheTraceOfTheStart() {
        // given
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        Headers headers = new RecordHeaders()
                .add("traceparent", bytes("00-abc-def-01"))
                .add("tracestate", bytes("vendor=1"))
                .add("other", bytes("not ours"));
        // when
        bench.start(started("q1", "r1").setTimeoutSeconds(5).build(), headers);
        bench.advance(SOON);
        // then
        TestRecord<String, RunStatus> status = bench.status().get(0);
        TestRecord<String, CancelRequest> cancel = bench.cancels().get(0);
        assertThat(status.key()).isEqualTo("q1");
        assertThat(text(status.headers())).isEqualTo(Map.of("traceparent", "00-abc-def-01", "tracestate", "vendor=1"));
        assertThat(text(cancel.headers())).isEqualTo(text(status.headers()));
    }

    @Test
    void shouldPublishOnceWhatHappenedInARunThatFailed() {
        // given
        RunStarted start = started("q1", "r1").build();
        Headers headers = new RecordHeaders().add("traceparent", bytes("00-abc-def-01"));
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.start(start, headers);
        bench.advance(SOON);
        assertThat(bench.activities()).isEmpty();
        // when
        bench.jobs().reportFailure("r1", "disk full");
        bench.advance(SOON);
        bench.start(start);
        bench.advance(SOON);
        // then
        assertThat(bench.activities()).singleElement().satisfies(activity -> {
            assertThat(activity.key()).isEqualTo("q1");
            assertThat(text(activity.headers())).isEqualTo(Map.of("traceparent", "00-abc-def-01"));
            assertThat(activity.value().getRequestId()).isEqualTo("q1");
            assertThat(activity.value().getPlatform()).isEqualTo("lake");
            assertThat(activity.value().getRunId()).isEqualTo("r1");
            assertThat(activity.value().getName()).isEqualTo("load");
            assertThat(activity.value().getType()).isEqualTo("Copy");
            assertThat(activity.value().getStatus()).isEqualTo(Status.FAILED);
            assertThat(activity.value().getMessage()).isEqualTo("disk full");
            assertThat(activity.value().getAttempt()).isOne();
        });
        RunStatus end = bench.history().get(1);
        assertThat(end.getTerminal()).isTrue();
        assertThat(end.getMessage()).isEqualTo("disk full");
        assertThat(end.getError().getMessage()).isEqualTo("disk full");
        assertThat(bench.meter("runbridge.activities.published", "platform", "lake"))
                .isOne();
    }

    @Test
    void shouldPublishOutputsOnceWithTheEnd() {
        // given
        RunStarted start = started("q1", "r1").setSecretNames(List.of("apiKey")).build();
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.start(start);
        bench.advance(SOON);
        Observation end = seen(Status.SUCCESS, "TERMINATED/SUCCESS", bench.now())
                .giving(List.of(
                        Output.of("rows", "1200", DataType.INT, "7"),
                        Output.of("login", "{\"apikey\":\"hunter2\"}", DataType.OBJECT, "8")));
        // when
        bench.jobs().report("r1", Answer.success(end));
        bench.advance(SOON);
        bench.start(start);
        bench.advance(SOON);
        // then
        List<RunStatus> history = bench.history();
        assertThat(history).extracting(RunStatus::getTerminal).containsExactly(false, true);
        assertThat(history.get(0).getOutputs()).isEmpty();
        assertThat(history.get(1).getOutputs())
                .containsExactly(
                        new RunOutput("rows", "1200", DataType.INT, false, null),
                        new RunOutput("login", null, DataType.SECRET, false, null));
        assertThat(bench.status()).extracting(TestRecord::value).isEqualTo(history);
    }

    @Test
    void shouldIgnoreAStartThatIsReadAgain() {
        // given
        RunStarted start = started("q1", "r1").build();
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.start(start);
        bench.advance(SOON);
        // when
        bench.start(start);
        bench.advance(SOON);
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(SOON);
        bench.start(start);
        bench.advance(SOON);
        // then
        assertThat(bench.history()).extracting(RunStatus::getSequence).containsExactly(1L, 2L);
        assertThat(bench.openRuns()).isZero();
        assertThat(bench.meter("runbridge.starts.ignored", "reason", "open")).isOne();
        assertThat(bench.meter("runbridge.starts.ignored", "reason", "closed")).isOne();
    }

    /** Databricks answers a token that it still knows with the run that it started then. */
    @Test
    void shouldOpenAnEndedRunThatIsHandedOverAnewLongAfter() {
        // given
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        RunStarted first = started("q1", "r1").build();
        bench.start(first);
        bench.advance(Duration.ofHours(2));
        RunStarted second =
                started("q1", "r1").setStartedAt(bench.now()).setNextSequence(0).build();
        // when
        bench.start(second);
        bench.advance(SOON);
        // then
        assertThat(bench.history()).extracting(RunStatus::getSequence).containsExactly(1L, 0L);
        bench.start(first);
        bench.start(second);
        bench.advance(SOON);
        assertThat(bench.history()).isEmpty();
        assertThat(bench.meter("runbridge.starts.ignored", "reason", "closed")).isEqualTo(2);
    }

    @Test
    void shouldOpenNoEndedRunThoughTheClockOfItsStartWasAhead() {
        // given
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        RunStarted start = started("q1", "r1")
                .setStartedAt(START.plus(Duration.ofMinutes(59)))
                .build();
        bench.start(start);
        bench.advance(SOON);
        // when
        bench.start(start);
        bench.advance(SOON);
        // then
        assertThat(bench.history()).hasSize(1);
    }

    @Test
    void shouldOpenALaterRunOfTheSameRequestButNotTwoAtOnce() {
        // given
        bench.jobs().report("r1", Status.RUNNING, "RUNNING").report("r2", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        bench.start(started("q1", "r2").build());
        bench.advance(SOON);
        bench.jobs().report("r1", Status.FAILED, "TERMINATED/FAILED");
        bench.advance(SOON);
        // when
        bench.start(started("q1", "r2").setNextSequence(7).build());
        bench.advance(SOON);
        // then
        assertThat(bench.history()).extracting(RunStatus::getRunId).containsExactly("r1", "r1", "r2");
        assertThat(bench.meter("runbridge.starts.ignored", "reason", "other_run_open"))
                .isOne();
    }

    @Test
    void shouldAskOnceForTheCancelOfARunWhoseTimeIsUpAndGoOnLooking() {
        // given
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").setTimeoutSeconds(120).build());
        bench.advance(Duration.ofSeconds(119));
        List<TestRecord<String, CancelRequest>> before = bench.cancels();
        // when
        bench.advance(Duration.ofMinutes(30));
        bench.jobs().report("r1", Status.CANCELLED, "TERMINATED/CANCELED");
        bench.advance(Duration.ofMinutes(2));
        // then
        assertThat(before).isEmpty();
        assertThat(bench.cancels()).singleElement().satisfies(cancel -> {
            assertThat(cancel.key()).isEqualTo("q1");
            assertThat(cancel.value().getReason()).isEqualTo("TIMEOUT");
            assertThat(cancel.value().getRequestedBy()).isEqualTo("poller-service");
            assertThat(cancel.value().getRequestedAt()).isEqualTo(START.plusSeconds(120));
            assertThat(cancel.value().getRunId()).isNull();
        });
        assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.RUNNING, Status.CANCELLED);
    }

    @Test
    void shouldTimeOutWhileThePlatformIsPaused() {
        // given
        bench.jobs()
                .report("r1", Answer.failed(Failure.of(FailureCategory.PAUSED, "FIREWALL", "Address is not allowed")));
        bench.start(started("q1", "r1").setTimeoutSeconds(60).build());
        // when
        bench.advance(Duration.ofSeconds(61));
        // then
        assertThat(bench.cancels()).hasSize(1);
    }

    @Test
    void shouldKeepARunWithAnUnknownWordOpen() {
        // given
        bench.jobs().report("r1", Status.UNKNOWN, "HIBERNATING");
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(1));
        // when
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(Duration.ofMinutes(1));
        // then
        assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.UNKNOWN, Status.SUCCESS);
        assertThat(bench.meter("runbridge.unknown.status", "platform", "lake")).isOne();
    }

    @Test
    void shouldDropAnAnswerOlderThanWhatIsKnown() {
        // given
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        bench.advance(SOON);
        // when
        bench.jobs().report("r1", Answer.success(seen(Status.STARTING, "QUEUED", START.minusSeconds(1))));
        bench.advance(SOON);
        // then
        assertThat(bench.history()).extracting(RunStatus::getPlatformStatus).containsExactly("RUNNING");
        assertThat(bench.meter("runbridge.poll", "platform", "lake", "outcome", "stale"))
                .isPositive();
    }

    @Test
    void shouldNameEveryTopicAndStore() {
        // when
        String description = bench.description();
        // then
        assertThat(description)
                .contains(
                        "topics: [run-started]",
                        "topic: open-runs-repartition",
                        "stores: [closed-runs, open-runs, survey-progress, open-runs-format, job-durations]")
                .doesNotContain("KSTREAM", "STATE-STORE");
    }
}
