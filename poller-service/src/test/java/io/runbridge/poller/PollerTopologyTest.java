package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.GRACE;
import static io.runbridge.poller.PollerBench.START;
import static io.runbridge.poller.PollerBench.started;
import static io.runbridge.poller.PollerBench.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.event.RegistryClient;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.poller.round.PollRound;
import io.runbridge.poller.round.PollTarget;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class PollerTopologyTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock(START);
    private final InMemoryAdapter jobs = new InMemoryAdapter(JobType.DATABRICKS_JOB, Settlement.TOKEN, clock);
    private final InMemoryAdapter pipelines = new InMemoryAdapter(JobType.SYNAPSE_PIPELINE, Settlement.LISTING, clock);
    private final Map<String, PollTarget> targets = Map.of(
            "lake", target(Map.of(JobType.DATABRICKS_JOB, PollRound.perRun(jobs))),
            "sea", target(Map.of(JobType.SYNAPSE_PIPELINE, PollRound.perRun(pipelines))));
    private final List<AutoCloseable> benches = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable bench : benches) {
            bench.close();
        }
    }

    @Test
    void shouldPublishEachChangeUntilTheRunHasEnded() {
        // given
        PollerBench bench = bench(targets);
        jobs.report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        bench.advance(SOON);
        jobs.report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(SOON);
        // when
        jobs.report("r1", Status.FAILED, "TERMINATED/FAILED");
        int looks = jobs.looks().size();
        bench.advance(Duration.ofMinutes(5));
        // then
        List<RunStatus> history = bench.history();
        assertThat(bench.status()).extracting(TestRecord::value).isEqualTo(history);
        assertThat(history).extracting(RunStatus::getStatus).containsExactly(Status.RUNNING, Status.SUCCESS);
        assertThat(history).extracting(RunStatus::getSequence).containsExactly(1L, 2L);
        assertThat(history).extracting(RunStatus::getTerminal).containsExactly(false, true);
        assertThat(history).extracting(RunStatus::getRequestId).containsOnly("q1");
        assertThat(jobs.looks()).hasSize(looks);
        assertThat(bench.openRuns()).isZero();
        assertThat(bench.meter("runbridge.open.runs", "platform", "lake")).isZero();
        assertThat(bench.meter("runbridge.status.published", "status", "success"))
                .isOne();
    }

    @Test
    void shouldKeyByRequestAndCarryTheTraceOfTheStart() {
        // given
        PollerBench bench = bench(targets);
        jobs.report("r1", Status.RUNNING, "RUNNING");
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

    @SuppressWarnings("ArrayRecordComponent") // only carried to the test
    record Bad(String reason, byte[] key, RunStarted.Builder started, byte[] value) {}

    static List<Bad> badRecords() {
        return List.of(
                new Bad("NULL_VALUE", bytes("q1"), null, null),
                new Bad("BAD_MAGIC_BYTE", bytes("q1"), null, bytes("{\"requestId\":\"q1\"}")),
                new Bad("UNKNOWN_SCHEMA", bytes("q1"), null, new byte[] {0, 0, 1, 2, 3, 4}),
                new Bad("NULL_KEY", null, started("q1", "r1"), null),
                new Bad("KEY_MISMATCH", bytes("q2"), started("q1", "r1"), null),
                new Bad("KEY_MISMATCH", new byte[] {-1, -2}, started("q1", "r1"), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setPlatform(" "), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setPlatform("a/b"), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setJobType(JobType.UNKNOWN), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", ""), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setNextSequence(-1), null));
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void shouldBuryWhatCanNeverBeProcessedAndGoOn(Bad bad) {
        // given
        PollerBench bench = bench(targets);
        byte[] value =
                bad.started() == null ? bad.value() : bench.encode(bad.started().build());
        jobs.report("good", Status.RUNNING, "RUNNING");
        // when
        bench.pipe(bad.key(), value, new RecordHeaders().add("own", bytes("kept")));
        bench.start(started("next", "good").build());
        bench.advance(SOON);
        // then
        TestRecord<byte[], byte[]> letter = bench.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo(bad.key());
        assertThat(letter.value()).isEqualTo(value);
        assertThat(text(letter.headers()))
                .containsEntry("own", "kept")
                .containsEntry("__streams.errors.topic", "run-started")
                .containsEntry("__streams.errors.partition", "0")
                .containsEntry("__streams.errors.offset", "0")
                .containsEntry("__streams.errors.exception", bad.reason())
                .containsKey("__streams.errors.message");
        assertThat(bench.history()).extracting(RunStatus::getRequestId).containsExactly("next");
    }

    @Test
    void shouldCutADeadLetterToItsTopicsLimit() {
        // given
        PollerBench bench = bench(targets);
        // when
        bench.pipe(bytes("q1"), new byte[5_000_000], new RecordHeaders());
        // then
        TestRecord<byte[], byte[]> letter = bench.deadLetters().get(0);
        assertThat(letter.value()).hasSizeLessThan(3_700_000);
        assertThat(text(letter.headers())).containsEntry("truncated", "true");
    }

    @Test
    void shouldIgnoreAStartThatIsReadAgain() {
        // given
        PollerBench bench = bench(targets);
        RunStarted start = started("q1", "r1").build();
        jobs.report("r1", Status.RUNNING, "RUNNING");
        bench.start(start);
        bench.advance(SOON);
        // when
        bench.start(start);
        bench.advance(SOON);
        jobs.report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(SOON);
        bench.start(start);
        bench.advance(SOON);
        // then
        assertThat(bench.history()).extracting(RunStatus::getSequence).containsExactly(1L, 2L);
        assertThat(bench.openRuns()).isZero();
        assertThat(bench.meter("runbridge.starts.ignored", "reason", "open")).isOne();
        assertThat(bench.meter("runbridge.starts.ignored", "reason", "closed")).isOne();
    }

    @Test
    void shouldOpenALaterRunOfTheSameRequestButNotTwoAtOnce() {
        // given
        PollerBench bench = bench(targets);
        jobs.report("r1", Status.RUNNING, "RUNNING").report("r2", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        bench.start(started("q1", "r2").build());
        bench.advance(SOON);
        jobs.report("r1", Status.FAILED, "TERMINATED/FAILED");
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
        PollerBench bench = bench(targets);
        jobs.report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").setTimeoutSeconds(120).build());
        bench.advance(Duration.ofSeconds(119));
        List<TestRecord<String, CancelRequest>> before = bench.cancels();
        // when
        bench.advance(Duration.ofMinutes(30));
        jobs.report("r1", Status.CANCELLED, "TERMINATED/CANCELED");
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
        PollerBench bench = bench(targets);
        jobs.report("r1", Answer.failed(Failure.of(FailureCategory.PAUSED, "FIREWALL", "Address is not allowed")));
        bench.start(started("q1", "r1").setTimeoutSeconds(60).build());
        // when
        bench.advance(Duration.ofSeconds(61));
        // then
        assertThat(bench.cancels()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = FailureCategory.class, names = "NOT_FOUND", mode = Mode.EXCLUDE)
    void shouldNeverEndARunBecauseALookFailed(FailureCategory category) {
        // given
        PollerBench bench = bench(targets);
        jobs.report("r1", Answer.failed(Failure.of(category, "CODE", "It does not work")));
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(20));
        List<RunStatus> during = bench.history();
        // when
        jobs.report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(Duration.ofMinutes(3));
        // then
        assertThat(during).isEmpty();
        assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.SUCCESS);
        assertThat(jobs.looks()).hasSizeLessThan(100);
    }

    @Test
    void shouldLetNoPlatformDelayAnother() {
        // given
        PollerBench bench = bench(targets);
        jobs.report(
                "r1",
                Answer.failed(new Failure(
                        FailureCategory.THROTTLED, "THROTTLED", "Slow down", Optional.of(Duration.ofMinutes(10)))));
        pipelines.report("p1", Status.RUNNING, "InProgress");
        // when
        bench.start(started("q1", "r1").build());
        bench.start(started("q2", "p1")
                .setPlatform("sea")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .build());
        bench.advance(Duration.ofSeconds(30));
        // then
        assertThat(jobs.looks()).hasSize(1);
        assertThat(pipelines.looks()).hasSizeGreaterThan(10);
        assertThat(bench.history()).extracting(RunStatus::getRequestId).containsExactly("q2");
    }

    @Test
    void shouldKeepARunWithAnUnknownWordOpen() {
        // given
        PollerBench bench = bench(targets);
        jobs.report("r1", Status.UNKNOWN, "HIBERNATING");
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(1));
        // when
        jobs.report("r1", Status.SUCCESS, "TERMINATED/SUCCESS");
        bench.advance(Duration.ofMinutes(1));
        // then
        assertThat(bench.history()).extracting(RunStatus::getStatus).containsExactly(Status.UNKNOWN, Status.SUCCESS);
        assertThat(bench.meter("runbridge.unknown.status", "platform", "lake")).isOne();
    }

    @Test
    void shouldDropAnAnswerOlderThanWhatIsKnown() {
        // given
        PollerBench bench = bench(targets);
        jobs.report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        bench.advance(SOON);
        // when
        jobs.report("r1", Answer.success(seen(Status.STARTING, "QUEUED", START.minusSeconds(1))));
        bench.advance(SOON);
        // then
        assertThat(bench.history()).extracting(RunStatus::getPlatformStatus).containsExactly("RUNNING");
        assertThat(bench.meter("runbridge.poll", "platform", "lake", "outcome", "stale"))
                .isPositive();
    }

    @Test
    void shouldEndARunThatIsNotFoundForLong() {
        // given
        PollerBench bench = bench(targets);
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
        PollerBench bench = bench(targets);
        for (int i = 0; i < 10; i++) {
            jobs.report("r" + i, Status.RUNNING, "RUNNING");
            bench.start(started("q" + i, "r" + i).build());
        }
        bench.advance(GRACE);
        bench.history();
        // when
        for (int i = 0; i < 10; i++) {
            jobs.report("r" + i, Answer.failed(Failure.of(FailureCategory.NOT_FOUND, "RUN_NOT_FOUND", "No such run")));
        }
        bench.advance(Duration.ofHours(1));
        // then
        assertThat(bench.history()).isEmpty();
        assertThat(bench.openRuns()).isEqualTo(10);
        assertThat(bench.meter("runbridge.not.found.held", "platform", "lake")).isOne();
    }

    @Test
    void shouldKeepRunsOfAPlatformThatIsNotConfigured() {
        // given
        PollerBench bench = bench(targets);
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
        PollerBench bench = bench(Map.of("lake", target(Map.of(JobType.DATABRICKS_JOB, round))));
        bench.start(started("q1", "r1").build());
        bench.advance(Duration.ofMinutes(10));
        int held = round.looks().size();
        // when
        round.looks().get(0).answer(Answer.success(seen(Status.RUNNING, "RUNNING", clock.instant())));
        bench.advance(Duration.ofMinutes(10));
        // then
        assertThat(held).isOne();
        assertThat(round.looks()).hasSize(2);
        assertThat(bench.history()).hasSize(1);
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
        PollerBench bench = bench(Map.of("lake", target(Map.of(JobType.DATABRICKS_JOB, round))));
        bench.start(started("q1", "r1").build());
        // when
        bench.advance(Duration.ofMinutes(10));
        // then
        assertThat(round.looks()).hasSizeBetween(5, 60);
        assertThat(bench.history()).isEmpty();
        assertThat(bench.openRuns()).isOne();
        assertThat(bench.meter("runbridge.poll", "platform", "lake", "outcome", "unanswered"))
                .isPositive();
    }

    @Test
    void shouldStopTheTaskIfAStatusCannotBeWritten() {
        // given
        PollerBench bench = new PollerBench(clock, targets, List.of(Topics.RUN_STARTED));
        benches.add(bench);
        jobs.report("r1", Status.RUNNING, "RUNNING");
        bench.start(started("q1", "r1").build());
        // then
        assertThatThrownBy(() -> bench.advance(SOON)).isInstanceOf(StreamsException.class);
    }

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWriteMonotoneHistoriesWhateverThePlatformSays(long seed) {
        // given
        Random random = new Random(seed);
        PollerBench bench = bench(targets);
        Map<String, Integer> firstSequence = new HashMap<>();
        // when
        for (int i = 0; i < 200; i++) {
            String run = String.valueOf(random.nextInt(12));
            firstSequence.putIfAbsent("q" + run, random.nextInt(3));
            bench.start(started("q" + run, "r" + run)
                    .setNextSequence(firstSequence.get("q" + run))
                    .build());
            jobs.report("r" + random.nextInt(12), anything(random));
            bench.advance(Duration.ofMillis(500 + random.nextInt(4_000)));
        }
        // then
        Map<String, List<RunStatus>> histories = new HashMap<>();
        bench.history().forEach(status -> histories
                .computeIfAbsent(status.getRequestId(), id -> new ArrayList<>())
                .add(status));
        assertThat(histories).isNotEmpty();
        histories.forEach((requestId, history) -> assertMonotone(history, firstSequence.get(requestId)));
    }

    @Test
    void shouldNameEveryTopicAndStore() {
        // given
        RegistryClient registry = PollerBench.registry(Topics.withSchema());
        benches.add(registry);
        // when
        String description = PollerBench.topology(registry, targets, new SimpleMeterRegistry())
                .describe()
                .toString();
        // then
        assertThat(description)
                .contains("topics: [run-started]", "topic: open-runs-repartition", "stores: [closed-runs, open-runs]")
                .doesNotContain("KSTREAM", "STATE-STORE");
    }

    private PollerBench bench(Map<String, PollTarget> configured) {
        PollerBench bench = new PollerBench(clock, configured);
        benches.add(bench);
        return bench;
    }

    private Answer<Observation> anything(Random random) {
        int kind = random.nextInt(20);
        if (kind < 3) {
            FailureCategory[] categories = FailureCategory.values();
            FailureCategory category = categories[random.nextInt(categories.length)];
            return Answer.failed(Failure.of(category, "CODE", "It does not work"));
        }
        Status status = kind < 5
                ? List.of(Status.SUCCESS, Status.FAILED, Status.CANCELLED).get(random.nextInt(3))
                : List.of(Status.STARTING, Status.RUNNING, Status.UNKNOWN).get(random.nextInt(3));
        Instant freshAt = clock.instant().minusMillis(random.nextInt(8_000));
        return Answer.success(seen(status, "WORD" + random.nextInt(2), freshAt));
    }

    private static void assertMonotone(List<RunStatus> history, long firstSequence) {
        for (int i = 0; i < history.size(); i++) {
            RunStatus status = history.get(i);
            assertThat(status.getSequence()).isEqualTo(firstSequence + i);
            assertThat(status.getTerminal() && i < history.size() - 1).isFalse();
            if (i > 0) {
                assertThat(triple(status)).isNotEqualTo(triple(history.get(i - 1)));
            }
        }
    }

    private static List<String> triple(RunStatus status) {
        return List.of(
                status.getStatus().name(),
                Objects.toString(status.getPlatformStatus()),
                Objects.toString(status.getMessage()));
    }

    private static Observation seen(Status status, String platformStatus, Instant freshAt) {
        return new Observation(
                status,
                platformStatus,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                freshAt,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> text(Headers headers) {
        Map<String, String> text = new HashMap<>();
        headers.forEach(header -> text.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return text;
    }
}
