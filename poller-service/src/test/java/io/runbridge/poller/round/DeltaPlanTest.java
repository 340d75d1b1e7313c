package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Observation;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaPlanTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final long PERIOD_MS = 5_000;
    private static final long PATIENCE_MS = 16_000;

    private DeltaPlan plan = new DeltaPlan(SKEW, Optional.empty());

    @Test
    void shouldBeginAsFarBackAsTheClockMayDifferAndListsMayLag() {
        // when
        List<SurveyPass> round = begin(0);
        // then
        assertThat(round)
                .extracting(SurveyPass::range)
                .containsExactly(from(START.minus(SKEW).minus(DeltaPlan.LONG_OVERLAP)));
    }

    @Test
    void shouldGoOnFromTheLatestChangeSeenWhenTheRoundBeforeBegan() {
        // given
        end(begin(0), START.plusSeconds(3));
        end(begin(5), START.plusSeconds(7));
        // when
        List<SurveyPass> third = begin(10);
        // then
        assertThat(third)
                .extracting(SurveyPass::range)
                .containsExactly(from(START.plusSeconds(3).minus(DeltaPlan.OVERLAP)));
    }

    @Test
    void shouldStayWhereItIsWhileNothingChanges() {
        // given
        end(begin(0), START.plusSeconds(3));
        for (int s = 5; s < 55; s += 5) {
            end(begin(s));
        }
        // when
        List<SurveyPass> quiet = begin(55);
        // then
        assertThat(quiet)
                .extracting(SurveyPass::range)
                .containsExactly(from(START.plusSeconds(3).minus(DeltaPlan.OVERLAP)));
        assertThat(plan.progress()).contains(START.plusSeconds(3));
    }

    @Test
    void shouldReachFurtherBackOnceAMinute() {
        // given
        Instant seen = START.plusSeconds(3);
        end(begin(0), seen);
        List<Duration> overlaps = new ArrayList<>();
        // when
        for (int s = 5; s <= 125; s += 5) {
            List<SurveyPass> round = begin(s);
            overlaps.add(Duration.between(round.get(0).range().from().orElseThrow(), seen));
            end(round);
        }
        // then
        assertThat(overlaps).filteredOn(DeltaPlan.LONG_OVERLAP::equals).hasSize(2);
    }

    /** Else a list that lags would be asked for the past only if no page of those long rounds ever fails. */
    @Test
    void shouldReachBackAgainAfterALongRoundThatBroke() {
        // given
        SurveyPass broken = begin(0).get(0);
        plan.broken(broken, 1_000);
        // when
        List<SurveyPass> again = begin(1);
        // then
        assertThat(again)
                .extracting(SurveyPass::range)
                .containsExactly(from(START.plusSeconds(1).minus(SKEW).minus(DeltaPlan.LONG_OVERLAP)));
    }

    @Test
    void shouldAskForAllOfABrokenRoundAgain() {
        // given
        end(begin(0), START.plusSeconds(3));
        SurveyPass broken = begin(5).get(0);
        plan.saw(seen(START.plusSeconds(8)), START.plusSeconds(8));
        plan.broken(broken, 9_000);
        // when
        Optional<SurveyPass> tooSoon = plan.begin(8_900, START.plusMillis(8_900));
        List<SurveyPass> again = begin(9);
        // then
        assertThat(tooSoon).isEmpty();
        assertThat(again).extracting(SurveyPass::range).isEqualTo(List.of(broken.range()));
    }

    @Test
    void shouldCutALongRoundIntoWindowsThatTouch() {
        // given
        SurveyPass first = begin(0).get(0);
        for (int page = 0; page < 40; page++) {
            first.goOn("t" + page);
        }
        end(List.of(first));
        // when
        List<Range> windows = begin(5).stream().map(SurveyPass::range).toList();
        // then
        assertThat(windows).hasSize(6);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).from()).isEqualTo(windows.get(i - 1).to());
        }
        assertThat(windows.get(5).to()).isEmpty();
    }

    @Test
    void shouldBeginNoRoundBeforeAllWindowsOfTheOneBeforeAreRead() {
        // given
        SurveyPass open = begin(0).get(0);
        // when
        List<SurveyPass> meanwhile = begin(60);
        end(List.of(open));
        List<SurveyPass> afterwards = begin(61);
        // then
        assertThat(meanwhile).isEmpty();
        assertThat(afterwards).hasSize(1);
    }

    @Test
    void shouldNotBelieveATimeFurtherAheadThanClocksDiffer() {
        // given
        end(begin(0), START.plusSeconds(3));
        plan.saw(seen(START.plus(SKEW).plusSeconds(6)), START.plusSeconds(5));
        // when
        end(begin(5));
        // then
        assertThat(plan.progress()).contains(START.plusSeconds(3));
    }

    @Test
    void shouldGoOnAfterARestartWhereItWas() {
        // given
        Instant before = START.minusSeconds(1_000);
        plan = new DeltaPlan(SKEW, Optional.of(before));
        // when
        List<SurveyPass> round = begin(0);
        end(round);
        // then
        assertThat(round).extracting(SurveyPass::range).containsExactly(from(before.minus(DeltaPlan.LONG_OVERLAP)));
        assertThat(plan.covers(run(START.minusSeconds(2_000)), 1_000, PATIENCE_MS))
                .isTrue();
        assertThat(plan.covers(run(Instant.MIN), 1_000, PATIENCE_MS)).isFalse();
    }

    @Test
    void shouldCoverARunOnceItWasAskedForSinceTheFirstRound() {
        // given
        TrackedRun run = run(START.minusSeconds(2_000));
        end(begin(1));
        // when
        boolean unasked = plan.covers(run, 2_000, PATIENCE_MS);
        run.askedMs = 1_500;
        boolean asked = plan.covers(run, 2_000, PATIENCE_MS);
        boolean overdue = plan.covers(run, 2_000 + PATIENCE_MS, PATIENCE_MS);
        // then
        assertThat(unasked).isFalse();
        assertThat(asked).isTrue();
        assertThat(overdue).isFalse();
    }

    /** What changed while it rested may never be shown. */
    @Test
    void shouldCoverNoRunForItsPastOnceItRested() {
        // given
        plan = new DeltaPlan(SKEW, Optional.of(START.minusSeconds(10)));
        end(begin(0));
        TrackedRun run = run(START.minusSeconds(2_000));
        boolean before = plan.covers(run, 1_000, PATIENCE_MS);
        // when
        plan.rest();
        end(begin(600));
        end(begin(605));
        // then
        assertThat(before).isTrue();
        assertThat(plan.covers(run, 606_000, PATIENCE_MS)).isFalse();
    }

    private List<SurveyPass> begin(int second) {
        List<SurveyPass> round = new ArrayList<>();
        Optional<SurveyPass> pass = plan.begin(second * 1_000L, START.plusSeconds(second));
        while (pass.isPresent()) {
            round.add(pass.get());
            pass = plan.begin(second * 1_000L, START.plusSeconds(second));
        }
        return round;
    }

    private void end(List<SurveyPass> round, Instant... changes) {
        for (Instant change : changes) {
            plan.saw(seen(change), change);
        }
        for (SurveyPass pass : round) {
            pass.end();
            plan.whole(pass, PERIOD_MS);
        }
    }

    private static Range from(Instant from) {
        return new Range(Optional.of(from), Optional.empty());
    }

    private static TrackedRun run(Instant knownAt) {
        return new TrackedRun("lake", "q1", new RunRef(JobType.SYNAPSE_PIPELINE, "job", "r1"), START, knownAt);
    }

    private static Observation seen(Instant freshAt) {
        return new Observation(
                Status.RUNNING,
                "InProgress",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                freshAt,
                Optional.empty());
    }
}
