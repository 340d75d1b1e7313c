package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollAgendaTest {

    private static final long START_MS = 1_000_000;
    private static final Duration LOOK_LIMIT = Duration.ofHours(2);
    private static final JobType JOB = JobType.DATABRICKS_JOB;
    private static final JobType WORKFLOW = JobType.DATABRICKS_WORKFLOW;
    private static final Failure THROTTLED =
            new Failure(FailureCategory.THROTTLED, "THROTTLED", "Too many calls", Optional.of(Duration.ofSeconds(30)));

    private final PollAgenda agenda = agenda(Map.of("lake", target(50, 64), "slow", target(50, 4)));

    @Test
    void shouldLookAtANewRunAtTheNextTick() {
        // given
        TrackedRun run = open("lake", JOB, "r1");
        // when
        List<Batch> now = agenda.dueBatches(START_MS);
        List<Batch> then = agenda.dueBatches(START_MS + 50);
        // then
        assertThat(now).isEmpty();
        assertThat(then).singleElement().satisfies(batch -> assertThat(batch.runs())
                .containsExactly(run));
    }

    @Test
    void shouldHoldLooksWhileTheBreakerIsOpenAndSendProbesThen() {
        // given
        AtomicInteger room = new AtomicInteger(0);
        PollAgenda held = agenda(Map.of("lake", target(50, 64, room::get)));
        for (int i = 0; i < 10; i++) {
            held.open(tracked("lake", JOB, "r" + i), Optional.empty(), true, START_MS);
        }
        // when
        List<Batch> open = held.dueBatches(START_MS + 50);
        room.set(3);
        List<Batch> halfOpen = held.dueBatches(START_MS + 100);
        List<Batch> probing = held.dueBatches(START_MS + 150);
        // then
        assertThat(open).isEmpty();
        assertThat(halfOpen).singleElement().satisfies(batch -> assertThat(batch.runs())
                .hasSize(3));
        assertThat(probing).isEmpty();
        room.set(Integer.MAX_VALUE);
        assertThat(held.dueBatches(START_MS + 200)).singleElement().satisfies(batch -> assertThat(batch.runs())
                .hasSize(7));
    }

    @Test
    void shouldNotLookAgainWhileALookIsInFlight() {
        // given
        open("lake", JOB, "r1");
        agenda.dueBatches(START_MS + 50);
        // when
        List<Batch> later = agenda.dueBatches(START_MS + 3_600_000);
        // then
        assertThat(later).isEmpty();
    }

    @Test
    void shouldFormOneBatchForEachJobType() {
        // given
        open("lake", JOB, "r1");
        open("lake", WORKFLOW, "r2");
        open("lake", JOB, "r3");
        // when
        List<Batch> batches = agenda.dueBatches(START_MS + 50);
        // then
        assertThat(batches)
                .extracting(batch -> batch.runs().stream()
                        .map(run -> run.ref().runId())
                        .sorted()
                        .toList())
                .containsExactlyInAnyOrder(List.of("r1", "r3"), List.of("r2"));
    }

    @Test
    void shouldGoOnWithOthersWhileOnePlatformIsSlow() {
        // given
        openMany("slow", 20);
        openMany("lake", 20);
        // when
        List<Batch> batches = agenda.dueBatches(START_MS + 50);
        // then
        assertThat(runsOf(batches, "slow")).isEqualTo(4);
        assertThat(runsOf(batches, "lake")).isEqualTo(20);
        assertThat(runsOf(agenda.dueBatches(START_MS + 1_000), "slow")).isZero();
    }

    @Test
    void shouldGiveBackTheCallsOfAFinishedBatch() {
        // given
        openMany("slow", 20);
        Batch first = agenda.dueBatches(START_MS + 50).get(0);
        first.runs().forEach(run -> agenda.answered(run, first, START_MS + 60));
        // when
        List<TrackedRun> unanswered = agenda.finished(first, START_MS + 60);
        // then
        assertThat(unanswered).isEmpty();
        assertThat(runsOf(agenda.dueBatches(START_MS + 100), "slow")).isEqualTo(4);
    }

    @Test
    void shouldGiveBackTheCallOfEachAnsweredRunThoughOthersAreSlow() {
        // given
        openMany("slow", 20);
        Batch first = agenda.dueBatches(START_MS + 50).get(0);
        agenda.answered(first.runs().get(0), first, START_MS + 60);
        agenda.failed(first.runs().get(1), first, Optional.empty(), START_MS + 60);
        // when
        List<Batch> next = agenda.dueBatches(START_MS + 100);
        agenda.finished(first, START_MS + 110);
        List<Batch> last = agenda.dueBatches(START_MS + 150);
        // then
        assertThat(runsOf(next, "slow")).isEqualTo(2);
        assertThat(runsOf(last, "slow")).isEqualTo(2);
    }

    @Test
    void shouldGiveUpALookThatNeverEnds() {
        // given
        TrackedRun run = open("lake", JOB, "r1");
        Batch lost = agenda.dueBatches(START_MS + 50).get(0);
        Batch ended = batchOf("r2", START_MS + 100);
        agenda.finished(ended, START_MS + 150);
        long limitMs = START_MS + 50 + LOOK_LIMIT.toMillis();
        // when
        List<Look> before = agenda.overdue(limitMs - 1);
        List<Look> overdue = agenda.overdue(limitMs);
        List<TrackedRun> unanswered = agenda.finished(lost, limitMs);
        List<TrackedRun> again = agenda.finished(lost, limitMs);
        // then
        assertThat(before).isEmpty();
        assertThat(overdue).containsExactly(lost);
        assertThat(agenda.overdue(limitMs * 2)).isEmpty();
        assertThat(unanswered).containsExactly(run);
        assertThat(again).isEmpty();
        assertThat(lost.calls()).isZero();
    }

    @Test
    void shouldLookAgainLaterAtRunsThatWereNotAnswered() {
        // given
        TrackedRun run = open("lake", JOB, "r1");
        Batch batch = agenda.dueBatches(START_MS + 50).get(0);
        // when
        List<TrackedRun> unanswered = agenda.finished(batch, START_MS + 50);
        // then
        assertThat(unanswered).containsExactly(run);
        assertThat(run.failures()).isEqualTo(1);
        assertThat(agenda.dueBatches(START_MS + 1_950)).isEmpty();
        assertThat(agenda.dueBatches(START_MS + 5_000)).hasSize(1);
    }

    @Test
    void shouldIgnoreALateAnswerForTheScheduleOfANewerLook() {
        // given
        TrackedRun run = open("lake", JOB, "r1");
        Batch first = agenda.dueBatches(START_MS + 50).get(0);
        agenda.finished(first, START_MS + 50);
        Batch second = agenda.dueBatches(START_MS + 10_000).get(0);
        // when
        agenda.answered(run, first, START_MS + 10_000);
        agenda.failed(run, first, Optional.empty(), START_MS + 10_000);
        // then
        assertThat(run.inFlightIn(second)).isTrue();
        assertThat(agenda.dueBatches(START_MS + 100_000)).isEmpty();
    }

    @Test
    void shouldPauseOnlyThePlatformThatAsksForIt() {
        // given
        openMany("slow", 1);
        openMany("lake", 1);
        Optional<Long> pauseMs = agenda.pause("slow", THROTTLED, START_MS);
        // when
        Optional<Long> again = agenda.pause("slow", THROTTLED, START_MS + 10_000);
        // then
        assertThat(pauseMs).contains(30_000L);
        assertThat(again).isEmpty();
        assertThat(agenda.dueBatches(START_MS + 10_000))
                .extracting(Batch::platform)
                .containsExactly("lake");
        assertThat(agenda.dueBatches(START_MS + 39_950)).isEmpty();
        assertThat(agenda.dueBatches(START_MS + 40_000))
                .extracting(Batch::platform)
                .containsExactly("slow");
    }

    @Test
    void shouldNotPauseUntilAClockThatWasSetBackCatchesUp() {
        // given
        openMany("lake", 1);
        agenda.dueBatches(START_MS);
        agenda.pause("lake", THROTTLED, START_MS);
        long setBackMs = START_MS - 600_000;
        // when
        agenda.dueBatches(setBackMs);
        List<Batch> soon = agenda.dueBatches(setBackMs + 1_000);
        // then
        assertThat(soon).hasSize(1);
    }

    @Test
    void shouldComeBackFromAPauseMoreSlowlyThanBefore() {
        // given
        openMany("lake", 200);
        agenda.dueBatches(START_MS + 50).forEach(batch -> agenda.finished(batch, START_MS + 50));
        agenda.pause("lake", THROTTLED, START_MS + 50);
        // when
        int looks = 0;
        for (long nowMs = START_MS + 100; nowMs <= START_MS + 31_050; nowMs += 50) {
            List<Batch> batches = agenda.dueBatches(nowMs);
            looks += (int) runsOf(batches, "lake");
            for (Batch batch : batches) {
                agenda.finished(batch, nowMs);
            }
        }
        // then
        assertThat(looks).isBetween(24, 27);
    }

    @Test
    void shouldKeepRunsOfAnUnknownPlatformOpenWithoutLooking() {
        // given
        TrackedRun run = tracked("gone", JOB, "r1");
        TrackedRun odd = tracked("lake", JobType.SYNAPSE_PIPELINE, "r2");
        // when
        boolean served = agenda.open(run, Optional.empty(), true, START_MS);
        boolean oddServed = agenda.open(odd, Optional.empty(), true, START_MS);
        // then
        assertThat(served).isFalse();
        assertThat(oddServed).isFalse();
        assertThat(agenda.dueBatches(START_MS + 60_000)).isEmpty();
        assertThat(agenda.unserved()).isEqualTo(Map.of("gone", 1, "lake", 1));
        assertThat(agenda.sizes()).isEqualTo(Map.of("gone", 1, "lake", 1));
    }

    @Test
    void shouldNameEachRunOnceWhenItsTimeIsUp() {
        // given
        TrackedRun run = tracked("lake", JOB, "r1");
        TrackedRun ended = tracked("lake", JOB, "r2");
        Optional<Instant> timeout = Optional.of(Instant.ofEpochMilli(START_MS + 10_000));
        agenda.open(run, timeout, true, START_MS);
        agenda.open(ended, timeout, true, START_MS);
        agenda.close(ended);
        // then
        assertThat(agenda.timedOut(START_MS + 9_999)).isEmpty();
        assertThat(agenda.timedOut(START_MS + 10_000)).containsExactly(run);
        assertThat(agenda.timedOut(START_MS + 1_000_000)).isEmpty();
    }

    @Test
    void shouldForgetAClosedRunWhereverItIs() {
        // given
        TrackedRun waiting = open("lake", JOB, "waiting");
        TrackedRun inFlight = open("slow", JOB, "in-flight");
        agenda.close(waiting);
        Batch batch = agenda.dueBatches(START_MS + 50).get(0);
        openMany("slow", 10);
        agenda.dueBatches(START_MS + 100);
        // when
        agenda.close(inFlight);
        agenda.answered(inFlight, batch, START_MS + 100);
        // then
        assertThat(agenda.find("lake", waiting.ref().runId())).isEmpty();
        assertThat(agenda.find("slow", inFlight.ref().runId())).isEmpty();
        assertThat(agenda.finished(batch, START_MS + 100)).isEmpty();
        assertThat(agenda.size("slow")).isEqualTo(10);
    }

    @Test
    void shouldFindEveryRequestBehindOneRun() {
        // given
        TrackedRun first = open("lake", JOB, "r1");
        TrackedRun second = open("lake", JOB, "r1");
        // when
        agenda.close(first);
        // then
        assertThat(agenda.find("lake", first.ref().runId())).containsExactly(second);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNeverHaveTwoLooksAtOneRunInFlightAndForgetNone(long seed) {
        // given
        Random random = new Random(seed);
        openMany("lake", 200);
        Set<TrackedRun> inFlight = new HashSet<>();
        Map<Batch, List<TrackedRun>> pending = new HashMap<>();
        Map<String, Integer> looks = new HashMap<>();
        // when
        for (long nowMs = START_MS; nowMs < START_MS + 600_000; nowMs += 50) {
            for (Batch batch : agenda.dueBatches(nowMs)) {
                batch.runs().forEach(run -> assertThat(inFlight.add(run)).isTrue());
                batch.runs().forEach(run -> looks.merge(run.requestId(), 1, Integer::sum));
                pending.put(batch, new ArrayList<>(batch.runs()));
            }
            answerSome(random, pending, inFlight, nowMs);
        }
        // then
        assertThat(looks).hasSize(200);
        assertThat(looks.values()).allMatch(count -> count >= 5);
    }

    private void answerSome(Random random, Map<Batch, List<TrackedRun>> pending, Set<TrackedRun> inFlight, long nowMs) {
        for (Batch batch : List.copyOf(pending.keySet())) {
            List<TrackedRun> runs = pending.get(batch);
            if (!runs.isEmpty() && random.nextInt(4) == 0) {
                TrackedRun run = runs.remove(0);
                inFlight.remove(run);
                if (random.nextBoolean()) {
                    agenda.answered(run, batch, nowMs);
                } else {
                    agenda.failed(run, batch, Optional.empty(), nowMs);
                }
            }
            if (runs.isEmpty() || random.nextInt(100) == 0) {
                inFlight.removeAll(agenda.finished(batch, nowMs));
                pending.remove(batch);
            }
        }
    }

    private TrackedRun open(String platform, JobType jobType, String runId) {
        TrackedRun run = tracked(platform, jobType, runId);
        agenda.open(run, Optional.empty(), true, START_MS);
        return run;
    }

    private Batch batchOf(String runId, long nowMs) {
        open("lake", JOB, runId);
        return agenda.dueBatches(nowMs).get(0);
    }

    private void openMany(String platform, int count) {
        IntStream.range(0, count).forEach(i -> open(platform, JOB, "many-" + i));
    }

    private static long runsOf(List<Batch> batches, String platform) {
        return batches.stream()
                .filter(batch -> batch.platform().equals(platform))
                .mapToLong(batch -> batch.runs().size())
                .sum();
    }

    private static TrackedRun tracked(String platform, JobType jobType, String runId) {
        return new TrackedRun(
                platform,
                "request-" + runId,
                new RunRef(jobType, "42", runId),
                Instant.ofEpochMilli(START_MS),
                Instant.MIN);
    }

    private static PollTarget target(double perSecond, int callsInFlight) {
        return target(perSecond, callsInFlight, () -> Integer.MAX_VALUE);
    }

    private static PollTarget target(double perSecond, int callsInFlight, IntSupplier room) {
        Map<JobType, PollRound> rounds = Map.of(JOB, new SilentRound(), WORKFLOW, new SilentRound());
        return new PollTarget(
                rounds, Duration.ofSeconds(2), Duration.ofSeconds(60), perSecond, callsInFlight, room, LOOK_LIMIT);
    }

    /** One call per run; the tests answer in its place. */
    private static PollAgenda agenda(Map<String, PollTarget> targets) {
        return new PollAgenda(targets, run -> Optional.empty(), Map.of(), new Random(1), START_MS);
    }

    private static final class SilentRound implements PollRound {

        @Override
        public int calls(int runs) {
            return runs;
        }

        @Override
        public CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink) {
            return new CompletableFuture<>();
        }
    }
}
