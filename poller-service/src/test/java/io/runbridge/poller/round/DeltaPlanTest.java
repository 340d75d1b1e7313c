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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaPlanTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int PAGE_SIZE = 100;
    private static final long PERIOD_MS = 5_000;
    private static final long PATIENCE_MS = 16_000;

    private DeltaPlan plan = new DeltaPlan(SKEW, PAGE_SIZE, Optional.empty());

    @Test
    void shouldBeginAsFarBackAsTheClockMayDifferAndListsMayLag() {
        // when
        List<SurveyPass> round = begin(0);
        // then
        assertThat(round.get(0).range().to()).contains(START.plus(DeltaPlan.AHEAD));
        assertThat(last(round).range().from()).contains(START.minus(SKEW).minus(DeltaPlan.LONG_OVERLAP));
    }

    @Test
    void shouldGoOnFromTheLatestChangeSeenWhenTheRoundBeforeBegan() {
        // given
        end(begin(0), START.plusSeconds(3));
        end(begin(5), START.plusSeconds(7));
        // when
        List<SurveyPass> third = begin(10);
        // then
        assertThat(third).extracting(pass -> pass.range().from()).containsExactly(recent(START.plusSeconds(3)));
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
        assertThat(quiet).extracting(pass -> pass.range().from()).containsExactly(recent(START.plusSeconds(3)));
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
            overlaps.add(Duration.between(last(round).range().from().orElseThrow(), seen));
            end(round);
        }
        // then
        assertThat(overlaps).filteredOn(DeltaPlan.LONG_OVERLAP::equals).hasSize(2);
    }

    /** Else a list that lags would be asked for the past only if no page of those long rounds ever fails. */
    @Test
    void shouldReachBackAgainAfterALongRoundThatBroke() {
        // given
        begin(0).forEach(broken -> plan.broken(broken, 1_000));
        // when
        List<SurveyPass> again = begin(1);
        // then
        assertThat(last(again).range().from())
                .contains(START.plusSeconds(1).minus(SKEW).minus(DeltaPlan.LONG_OVERLAP));
    }

    @Test
    void shouldAskForAllOfABrokenRoundAgain() {
        // given
        end(begin(0), START.plusSeconds(3));
        List<SurveyPass> round = begin(5);
        plan.saw(seen(START.plusSeconds(8)), START.plusSeconds(8));
        round.forEach(broken -> plan.broken(broken, 9_000));
        // when
        Optional<SurveyPass> tooSoon = plan.begin(8_900, START.plusMillis(8_900));
        List<SurveyPass> again = begin(9);
        // then
        assertThat(tooSoon).isEmpty();
        assertThat(last(again).range().from()).isEqualTo(last(round).range().from());
    }

    @Test
    void shouldCutALongRoundIntoWindowsThatTouch() {
        // given
        end(begin(0));
        end(begin(5));
        SurveyPass quiet = begin(10).get(0);
        for (int page = 0; page < 40; page++) {
            quiet.goOn("t" + page);
        }
        end(List.of(quiet));
        // when
        List<Range> windows = begin(15).stream().map(SurveyPass::range).toList();
        // then
        assertThat(windows).hasSize(6);
        assertThat(windows.get(0).to()).contains(START.plusSeconds(15).plus(DeltaPlan.AHEAD));
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).to()).isEqualTo(windows.get(i - 1).from());
        }
    }

    /** One chain of pages may be too slow for all that is open. */
    @ParameterizedTest
    @CsvSource({"0, 9", "6400, 9", "16000, 21", "100000, 64"})
    void shouldCutItsFirstRoundByWhatIsOpen(int open, int windows) {
        // given
        for (int i = 0; i < open; i++) {
            plan.add(run(START));
        }
        // when
        List<SurveyPass> first = begin(0);
        // then
        assertThat(first).hasSize(2 * windows);
    }

    @Test
    void shouldReadAWindowInPartsThatHasTooManyPages() {
        // given
        end(begin(0));
        end(begin(5));
        SurveyPass busy = begin(10).get(0);
        for (int page = 0; page < 63; page++) {
            busy.goOn("t" + page);
            assertThat(plan.goesOn(busy)).isTrue();
        }
        busy.goOn("t63");
        // when
        boolean goesOn = plan.goesOn(busy);
        List<SurveyPass> parts = begin(11);
        end(parts);
        // then
        assertThat(goesOn).isFalse();
        assertThat(parts).hasSize(4);
        assertThat(parts.get(0).range().to()).isEqualTo(busy.range().to());
        assertThat(last(parts).range().from()).isEqualTo(busy.range().from());
        assertThat(plan.pages()).isBetween(68.0, 69.0);
    }

    /** Else a round has no end where runs change faster than pages can be read. */
    @ParameterizedTest
    @CsvSource({"-5, 0", "0, 0", "2, 2", "59, 59", "70, 60"})
    void shouldEndARoundAtThePlatformsTime(int aheadSeconds, int believedSeconds) {
        // given
        end(begin(0));
        plan.saw(seen(START.plusSeconds(3 + aheadSeconds)), START.plusSeconds(3));
        // when
        List<SurveyPass> round = begin(5);
        // then
        assertThat(round.get(0).range().to())
                .contains(START.plusSeconds(5 + believedSeconds).plus(DeltaPlan.AHEAD));
    }

    @Test
    void shouldBeginNoRoundBeforeAllWindowsOfTheOneBeforeAreRead() {
        // given
        List<SurveyPass> open = begin(0);
        end(open.subList(1, open.size()));
        // when
        List<SurveyPass> meanwhile = begin(60);
        end(open.subList(0, 1));
        List<SurveyPass> afterwards = begin(61);
        // then
        assertThat(meanwhile).isEmpty();
        assertThat(afterwards).isNotEmpty();
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
        plan = new DeltaPlan(SKEW, PAGE_SIZE, Optional.of(before));
        // when
        List<SurveyPass> round = begin(0);
        end(round);
        // then
        assertThat(last(round).range().from()).contains(before.minus(DeltaPlan.LONG_OVERLAP));
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
        plan = new DeltaPlan(SKEW, PAGE_SIZE, Optional.of(START.minusSeconds(10)));
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

    private static Optional<Instant> recent(Instant base) {
        return Optional.of(base.minus(DeltaPlan.OVERLAP));
    }

    private static SurveyPass last(List<SurveyPass> round) {
        return round.get(round.size() - 1);
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
