package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.GRACE;
import static io.runbridge.poller.PollerBench.seen;
import static io.runbridge.poller.PollerBench.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class PollFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final PollerBench bench = new PollerBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(value = FailureCategory.class, names = "NOT_FOUND", mode = Mode.EXCLUDE)
    void shouldNeverEndARunBecauseALookFailed(FailureCategory category) {
        // given
        bench.jobs().report("r1", Answer.failed(Failure.of(category, "CODE", "It does not work")));
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(20));
        List<RunStatus> during = bench.history();
        // when
        bench.jobs().report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(Duration.ofMinutes(3));
        // then
        assertThat(during).isEmpty();
        assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.SUCCESS);
        assertThat(bench.jobs().looks()).hasSizeLessThan(100);
    }

    @Test
    void shouldLetNoPlatformDelayAnother() {
        // given
        bench.jobs()
                .report(
                        "r1",
                        Answer.failed(new Failure(
                                FailureCategory.THROTTLED,
                                "THROTTLED",
                                "Slow down",
                                Optional.of(Duration.ofMinutes(10)))));
        bench.pipelines().report("p1", Status.RUNNING, "InProgress");
        // when
        bench.start(started("q1", "r1").build());
        bench.start(started("q2", "p1")
                .setPlatform("sea")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .build());
        bench.advance(Duration.ofSeconds(30));
        // then
        assertThat(bench.jobs().looks()).hasSize(1);
        assertThat(bench.pipelines().looks()).hasSizeGreaterThan(10);
        assertThat(bench.history()).extracting(RunStatus::getRequestId).containsExactly("q2");
    }

    @Test
    void shouldEndARunThatIsNotFoundForLong() {
        // given
        bench.start(started("q1", "gone").build());
        bench.advance(GRACE);
        List<RunStatus> before = bench.history();
        // when
        bench.advance(GRACE.plusMinutes(3));
        // then
        assertThat(before).isEmpty();
        assertThat(bench.history()).singleElement().satisfies(status -> {
            assertThat(status.getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(status.getTerminal()).isTrue();
            assertThat(status.getError().getCode()).isEqualTo("RUN_LOST");
        });
        assertThat(bench.openRuns()).isZero();
    }

    @Test
    void shouldEndNoneWhenManyAreNotFoundAtOnce() {
        // given
        for (int i = 0; i < 10; i++) {
            bench.jobs().report("r" + i, Status.RUNNING, "RUNNING");
            bench.start(started("q" + i, "r" + i).build());
        }
        bench.advance(GRACE);
        bench.history();
        // when
        for (int i = 0; i < 10; i++) {
            bench.jobs()
                    .report(
                            "r" + i,
                            Answer.failed(Failure.of(FailureCategory.NOT_FOUND, "RUN_NOT_FOUND", "No such run")));
        }
        bench.advance(Duration.ofHours(1));
        // then
        assertThat(bench.history()).isEmpty();
        assertThat(bench.openRuns()).isEqualTo(10);
        assertThat(bench.meter("runbridge.not.found.held", "platform", "lake")).isOne();
    }

    @Test
    void shouldKeepRunsOfAPlatformThatIsNotConfigured() {
        // when
        bench.start(started("q1", "r1").setPlatform("gone").build());
        bench.start(started("q2", "p1").setJobType(JobType.SYNAPSE_PIPELINE).build());
        bench.advance(Duration.ofMinutes(30));
        // then
        assertThat(bench.history()).isEmpty();
        assertThat(bench.openRuns()).isEqualTo(2);
        assertThat(bench.meter("runbridge.unserved.runs", "platform", "gone")).isOne();
        assertThat(bench.meter("runbridge.unserved.runs", "platform", "lake")).isOne();
    }

    @Test
    void shouldNotLookTwiceAtARunAtOnce() {
        // given
        ScriptedRound round = new ScriptedRound();
        try (PollerBench held = new PollerBench(round)) {
            held.start(started("q1", "r1").build());
            held.advance(Duration.ofMinutes(10));
            int before = round.looks().size();
            // when
            round.looks().get(0).answer(Answer.success(seen(Status.RUNNING, "RUNNING", held.now())));
            held.advance(Duration.ofMinutes(10));
            // then
            assertThat(before).isOne();
            assertThat(round.looks()).hasSize(2);
            assertThat(held.history()).hasSize(1);
        }
    }

    static List<ScriptedRound> brokenRounds() {
        return List.of(
                new ScriptedRound((runs, sink) -> {
                    throw new IllegalStateException("broken");
                }),
                new ScriptedRound((runs, sink) -> CompletableFuture.failedStage(new IllegalStateException("broken"))),
                new ScriptedRound((runs, sink) -> CompletableFuture.completedStage(null)));
    }

    @ParameterizedTest
    @MethodSource("brokenRounds")
    void shouldLookAgainWhenARoundBreaks(ScriptedRound round) {
        // given
        try (PollerBench broken = new PollerBench(round)) {
            broken.start(started("q1", "r1").build());
            // when
            broken.advance(Duration.ofMinutes(10));
            // then
            assertThat(round.looks()).hasSizeBetween(5, 60);
            assertThat(broken.history()).isEmpty();
            assertThat(broken.openRuns()).isOne();
            assertThat(broken.meter("runbridge.poll", "platform", "lake", "outcome", "unanswered"))
                    .isPositive();
        }
    }

    @Test
    void shouldLookAgainWhenALookNeverEndsAndStillTakeItsAnswer() {
        // given
        ScriptedRound round = new ScriptedRound();
        try (PollerBench stuck = new PollerBench(round)) {
            stuck.start(started("q1", "r1").build());
            // when
            stuck.advance(PollerBench.LOOK_LIMIT.plusMinutes(1));
            int looks = round.looks().size();
            round.looks().get(0).answer(Answer.success(seen(Status.SUCCESS, "SUCCESS", stuck.now())));
            stuck.advance(SOON);
            // then
            assertThat(looks).isEqualTo(2);
            assertThat(stuck.history()).extracting(RunStatus::getStatus).containsExactly(Status.SUCCESS);
            assertThat(stuck.openRuns()).isZero();
        }
    }

    @Test
    void shouldPublishAMessageWithHalfACharacterOnce() {
        // given
        bench.jobs()
                .report(
                        "r1",
                        Answer.success(new Observation(
                                Status.RUNNING,
                                "RUN\uDE00NING",
                                Optional.of("half a character: \uD83D"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                bench.now(),
                                Optional.empty())));
        bench.start(started("q1", "r1").build());
        // when
        bench.advance(Duration.ofMinutes(5));
        // then
        assertThat(bench.history()).singleElement().satisfies(status -> {
            assertThat(status.getMessage()).isEqualTo("half a character: ?");
            assertThat(status.getPlatformStatus()).isEqualTo("RUN?NING");
        });
    }

    @Test
    void shouldStopTheTaskIfAStatusCannotBeWritten() {
        // given
        try (PollerBench mute = new PollerBench(List.of(Topics.RUN_STARTED))) {
            mute.jobs().report("r1", Status.RUNNING, "RUNNING");
            mute.start(started("q1", "r1").build());
            // then
            assertThatThrownBy(() -> mute.advance(SOON)).isInstanceOf(StreamsException.class);
        }
    }
}
