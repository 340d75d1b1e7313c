package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.schemas.JobType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages of 2 runs, so a slice of 20 runs is long enough and one of 40 is split. */
class SweepPlanTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final int PAGE_SIZE = 2;
    private static final long PERIOD_MS = 5_000;
    private static final long PATIENCE_MS = 16_000;

    private final SweepPlan plan = new SweepPlan(PAGE_SIZE, true);

    @Test
    void shouldAskForTheTimeInWhichItsRunsStarted() {
        // given
        add(3, 1_000);
        // when
        List<Range> ranges = begin(0).stream().map(SurveyPass::range).toList();
        // then
        assertThat(ranges).containsExactly(new Range(Optional.of(START), Optional.of(START.plusSeconds(2))));
    }

    @Test
    void shouldAskForNothingWhileThereIsNoRun() {
        assertThat(begin(0)).isEmpty();
        assertThat(begin(10)).isEmpty();
    }

    @Test
    void shouldCutManyRunsIntoSlicesThatHoldEachOnce() {
        // given
        List<TrackedRun> runs = add(200, 1_000);
        // when
        List<Range> ranges = begin(0).stream().map(SurveyPass::range).toList();
        // then
        assertThat(plan.slices()).isEqualTo(ranges.size()).isGreaterThan(4);
        for (TrackedRun run : runs) {
            Instant start = Instant.ofEpochMilli(run.startMs);
            assertThat(ranges)
                    .filteredOn(range -> !start.isBefore(range.from().orElseThrow())
                            && !start.isAfter(range.to().orElseThrow()))
                    .hasSize(1);
        }
    }

    @Test
    void shouldKeepRunsTogetherThatStartedTogether() {
        // when
        add(200, 0);
        // then
        assertThat(plan.slices()).isOne();
    }

    @Test
    void shouldMergeSlicesThatBecameShort() {
        // given
        List<TrackedRun> runs = add(200, 1_000);
        // when
        runs.subList(5, 200).forEach(plan::remove);
        for (int s = 0; s < 60; s += 6) {
            begin(s).forEach(pass -> plan.whole(ended(pass), PERIOD_MS));
        }
        // then
        assertThat(plan.slices()).isLessThanOrEqualTo(2);
        Set<Long> held = new HashSet<>();
        begin(100).forEach(pass -> held.add(pass.range().from().orElseThrow().toEpochMilli()));
        assertThat(held).contains(START.toEpochMilli());
    }

    @Test
    void shouldHaveARunThatLeftTheListLookedAtOnce() {
        // given
        TrackedRun run = add(1, 0).get(0);
        sight(run, sweep(1));
        // when
        List<TrackedRun> shown = whole(1);
        List<TrackedRun> left = sweepWithout(7);
        List<TrackedRun> stillAway = sweepWithout(13);
        // then
        assertThat(shown).isEmpty();
        assertThat(left).containsExactly(run);
        assertThat(stillAway).isEmpty();
    }

    @Test
    void shouldLookOnceAtARunThatTheListDoesNotShowAndThenLeaveItToItsOwnTimer() {
        // given
        TrackedRun run = add(1, 0).get(0);
        run.askedMs = 500;
        // when
        List<TrackedRun> away = sweepWithout(1);
        List<TrackedRun> stillAway = sweepWithout(11);
        // then
        assertThat(away).containsExactly(run);
        assertThat(stillAway).isEmpty();
        assertThat(plan.covers(run, 1_500, PATIENCE_MS)).isFalse();
    }

    @Test
    void shouldHaveARunThatWasTakenOverAndIsNotListedLookedAtOnce() {
        // given
        TrackedRun run = add(1, 0).get(0);
        // when
        boolean awaited = plan.covers(run, 500, PATIENCE_MS);
        run.trackedMs = 0;
        List<TrackedRun> away = sweepWithout(1);
        // then
        assertThat(awaited).isTrue();
        assertThat(away).containsExactly(run);
    }

    @Test
    void shouldCoverAListedRunUntilPassesAreMissed() {
        // given
        TrackedRun run = add(1, 0).get(0);
        sight(run, sweep(1));
        whole(1);
        // when
        boolean covered = plan.covers(run, 2_000, PATIENCE_MS);
        boolean missed = plan.covers(run, 1_000 + PATIENCE_MS, PATIENCE_MS);
        // then
        assertThat(covered).isTrue();
        assertThat(missed).isFalse();
    }

    @Test
    void shouldTakeNoRunForAwayIfItsPassBroke() {
        // given
        TrackedRun run = add(1, 0).get(0);
        sight(run, sweep(1));
        whole(1);
        SurveyPass pass = sweep(7);
        // when
        plan.broken(pass, 9_000);
        // then
        assertThat(begin(8)).isEmpty();
        assertThat(begin(9)).hasSize(1);
        assertThat(run.listed).isTrue();
    }

    @Test
    void shouldAskForEverythingIfTheSurveyHeedsNoRanges() {
        // given
        SweepPlan unranged = new SweepPlan(PAGE_SIZE, false);
        for (int i = 0; i < 200; i++) {
            unranged.add(run(i, i * 1_000L));
        }
        // when
        Optional<SurveyPass> pass = unranged.begin(0, START);
        // then
        assertThat(pass).map(SurveyPass::range).contains(Range.ALL);
        assertThat(unranged.begin(0, START)).isEmpty();
    }

    @Test
    void shouldFindARunInTheSliceOfItsOwnStart() {
        // given
        List<TrackedRun> runs = add(200, 1_000);
        TrackedRun run = runs.get(0);
        // when
        plan.startedAt(run, START.plusSeconds(10_000).toEpochMilli());
        // then
        List<Range> ranges = begin(0).stream().map(SurveyPass::range).toList();
        assertThat(ranges).extracting(Range::to).contains(Optional.of(START.plusSeconds(10_000)));
        assertThat(ranges).extracting(Range::from).doesNotContain(Optional.of(START));
    }

    private SurveyPass underWay;

    private SurveyPass sweep(int second) {
        underWay = begin(second).get(0);
        return underWay;
    }

    private List<TrackedRun> whole(int second) {
        assertThat(underWay.beganMs()).isEqualTo(second * 1_000L);
        return plan.whole(ended(underWay), PERIOD_MS);
    }

    private List<TrackedRun> sweepWithout(int second) {
        sweep(second);
        return whole(second);
    }

    private static void sight(TrackedRun run, SurveyPass pass) {
        run.sightedMs = pass.beganMs();
        run.askedMs = pass.beganMs();
        run.listed = true;
    }

    private static SurveyPass ended(SurveyPass pass) {
        pass.end();
        return pass;
    }

    private List<SurveyPass> begin(int second) {
        List<SurveyPass> passes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            plan.begin(second * 1_000L, START.plusSeconds(second)).ifPresent(passes::add);
        }
        return passes;
    }

    private List<TrackedRun> add(int count, long apartMs) {
        List<TrackedRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TrackedRun run = run(i, i * apartMs);
            runs.add(run);
            plan.add(run);
        }
        return runs;
    }

    private static TrackedRun run(int number, long afterMs) {
        RunRef ref = new RunRef(JobType.DATABRICKS_JOB, "job", "r" + number);
        return new TrackedRun("lake", "q" + number, ref, START.plusMillis(afterMs), Instant.MIN);
    }
}
