package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.seen;
import static io.runbridge.poller.PollerBench.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.poller.run.StuckPolicy;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StuckRunsTest {

    private static final Map<String, Duration> TEN_MINUTES = Map.of("STARTING", Duration.ofMinutes(10));

    private PollerBench bench = new PollerBench(new StuckPolicy(TEN_MINUTES, false));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldPublishOnceThatARunIsStuckAndNothingMoreWhileItStays() {
        // given
        bench.jobs().report("r1", Status.STARTING, "QUEUED");
        bench.start(started("q1", "r1").build());
        // when
        bench.advance(Duration.ofMinutes(9));
        List<RunStatus> before = bench.history();
        bench.advance(Duration.ofMinutes(60));
        // then
        assertThat(before).extracting(RunStatus::getMessage).containsExactly((String) null);
        assertThat(bench.history()).singleElement().satisfies(stuck -> {
            assertThat(stuck.getStatus()).isEqualTo(Status.STARTING);
            assertThat(stuck.getPlatformStatus()).isEqualTo("QUEUED");
            assertThat(stuck.getMessage()).startsWith("Stuck in QUEUED since 2026-11-23T08:00:0");
            assertThat(stuck.getTerminal()).isFalse();
            assertThat(stuck.getSequence()).isEqualTo(2);
        });
        assertThat(bench.cancels()).isEmpty();
        assertThat(stuckRuns()).isOne();
    }

    @Test
    void shouldNotBeStuckAnyMoreOnceItMovesOnOrEnds() {
        // given
        bench.jobs().report("r1", Status.STARTING, "QUEUED").report("r2", Status.STARTING, "QUEUED");
        bench.start(started("q1", "r1").build());
        bench.start(started("q2", "r2").build());
        bench.advance(Duration.ofMinutes(15));
        double stuck = stuckRuns();
        // when
        bench.jobs().report("r1", Status.RUNNING, "RUNNING").report("r2", Status.FAILED, "TERMINATED/FAILED");
        bench.advance(Duration.ofMinutes(15));
        // then
        assertThat(stuck).isEqualTo(2);
        assertThat(stuckRuns()).isZero();
        List<RunStatus> history = bench.history();
        assertThat(history)
                .filteredOn(status -> status.getRequestId().equals("q1"))
                .extracting(status -> Objects.toString(status.getMessage()).startsWith("Stuck"))
                .containsExactly(false, true, false);
        assertThat(history)
                .filteredOn(status -> status.getRequestId().equals("q2"))
                .extracting(RunStatus::getStatus)
                .containsExactly(Status.STARTING, Status.STARTING, Status.FAILED);
    }

    @Test
    void shouldAskOnceForTheCancelWhereThatIsConfigured() {
        // given
        bench.close();
        bench = new PollerBench(new StuckPolicy(TEN_MINUTES, true));
        bench.jobs().report("r1", Status.STARTING, "QUEUED");
        bench.start(started("q1", "r1").build());
        // when
        bench.advance(Duration.ofMinutes(30));
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.advance(Duration.ofMinutes(5));
        bench.jobs().report("r1", Status.STARTING, "QUEUED");
        bench.advance(Duration.ofMinutes(30));
        // then
        assertThat(bench.cancels())
                .extracting(TestRecord::value)
                .singleElement()
                .satisfies(cancel -> {
                    assertThat(cancel.getRequestId()).isEqualTo("q1");
                    assertThat(cancel.getCancelId()).isEqualTo("stuck-r1");
                    assertThat(cancel.getReason()).isEqualTo("STUCK");
                    assertThat(cancel.getRequestedBy()).isEqualTo("poller-service");
                });
        assertThat(bench.meter("runbridge.stuck.cancels", "platform", "lake")).isOne();
        assertThat(bench.history())
                .filteredOn(status -> Objects.toString(status.getMessage()).startsWith("Stuck"))
                .hasSize(2);
    }

    @Test
    void shouldNotAskAgainForTheCancelOfARunWhoseTimeIsUp() {
        // given
        bench.close();
        bench = new PollerBench(new StuckPolicy(TEN_MINUTES, true));
        bench.jobs().report("r1", Status.STARTING, "QUEUED");
        // when
        bench.start(started("q1", "r1").setTimeoutSeconds(60).build());
        bench.advance(Duration.ofMinutes(30));
        // then
        assertThat(bench.cancels())
                .extracting(TestRecord::value)
                .extracting(CancelRequest::getReason)
                .containsExactly("TIMEOUT");
    }

    /** The looks at a run that does not change may be far apart. */
    @Test
    void shouldLookWhenTheLimitHasPassed() {
        // given
        bench.jobs().report("r1", Status.STARTING, "QUEUED");
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(12));
        // when
        List<RunStatus> history = bench.history();
        // then
        assertThat(history).hasSize(2);
        assertThat(Duration.between(
                        history.get(0).getObservedAt(), history.get(1).getObservedAt()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(3));
    }

    /** What nobody saw is no reason to call a run stuck, nor to cancel it. */
    @Test
    void shouldCallNoRunStuckWhileItsPlatformCannotBeAsked() {
        // given
        bench.close();
        bench = new PollerBench(new StuckPolicy(TEN_MINUTES, true));
        bench.jobs().report("r1", Status.STARTING, "QUEUED");
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(1));
        // when
        bench.jobs().report("r1", Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, "DOWN", "No answer")));
        bench.advance(Duration.ofHours(1));
        bench.jobs().report("r1", Status.RUNNING, "RUNNING");
        bench.advance(Duration.ofMinutes(2));
        // then
        assertThat(bench.history()).extracting(RunStatus::getPlatformStatus).containsExactly("QUEUED", "RUNNING");
        assertThat(bench.cancels()).isEmpty();
    }

    @Test
    void shouldKeepNeighboursDifferentWhateverTheCauseIs() {
        // given
        bench.start(started("q1", "r1").build());
        // when
        for (int i = 0; i < 40; i++) {
            bench.jobs().report("r1", Answer.success(seen(Status.STARTING, "QUEUED", bench.now())));
            bench.advance(Duration.ofMinutes(1));
        }
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(Duration.ofMinutes(2));
        // then
        List<RunStatus> history = bench.history();
        assertThat(history).hasSize(3);
        assertThat(IntStream.range(1, history.size()))
                .allMatch(i -> !Objects.equals(
                        history.get(i - 1).getMessage() + history.get(i - 1).getStatus(),
                        history.get(i).getMessage() + history.get(i).getStatus()));
    }

    private double stuckRuns() {
        return bench.meter("runbridge.stuck.runs", "platform", "lake");
    }
}
