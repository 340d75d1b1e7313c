package io.runbridge.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.poller.run.NotFoundGuard.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotFoundGuardTest {

    private static final long GRACE_MS = 300_000;
    private static final long STARTED_MS = 0;
    private static final long LATER_MS = 3_600_000;

    private final NotFoundGuard guard = new NotFoundGuard(Duration.ofMillis(GRACE_MS));

    @ParameterizedTest
    @CsvSource({"-1000", "0", "1", "299999"})
    void shouldNotBelieveItSoonAfterTheStart(long ageMs) {
        // when
        Verdict verdict = guard.notFound("run", STARTED_MS, 1, STARTED_MS + ageMs);
        // then
        assertThat(verdict).isEqualTo(Verdict.WAIT);
        assertThat(guard.missed()).isZero();
    }

    @Test
    void shouldBelieveItAfterTheGraceWithoutABreak() {
        // then
        assertThat(guard.notFound("run", STARTED_MS, 1, LATER_MS)).isEqualTo(Verdict.WAIT);
        assertThat(guard.notFound("run", STARTED_MS, 1, LATER_MS + GRACE_MS - 1))
                .isEqualTo(Verdict.WAIT);
        assertThat(guard.notFound("run", STARTED_MS, 1, LATER_MS + GRACE_MS)).isEqualTo(Verdict.LOST);
        assertThat(guard.missed()).isZero();
    }

    @Test
    void shouldStartOverWhenThePlatformKnowsTheRunInBetween() {
        // given
        guard.notFound("run", STARTED_MS, 1, LATER_MS);
        guard.found("run", 1, LATER_MS + 1_000);
        // when
        Verdict verdict = guard.notFound("run", STARTED_MS, 1, LATER_MS + GRACE_MS);
        // then
        assertThat(verdict).isEqualTo(Verdict.WAIT);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, false", "4, 4, true", "10, 3, false", "10, 4, true", "100, 5, false", "100, 6, true"})
    void shouldHoldWhenMoreThanThreeAndMoreThanFivePercentTurnTogether(int openRuns, int turned, boolean held) {
        // when
        missAll(turned, openRuns, LATER_MS);
        // then
        assertThat(guard.held()).isEqualTo(held);
    }

    @Test
    void shouldHoldNothingForOneRunThatIsMissedAndFoundByTurns() {
        // when
        for (long nowMs = LATER_MS; nowMs < LATER_MS + 50; nowMs += 2) {
            guard.notFound("flapping", STARTED_MS, 10, nowMs);
            guard.found("flapping", 10, nowMs + 1);
        }
        guard.notFound("run", STARTED_MS, 10, LATER_MS + 50);
        // then
        assertThat(guard.held()).isFalse();
        assertThat(guard.notFound("run", STARTED_MS, 10, LATER_MS + 50 + GRACE_MS))
                .isEqualTo(Verdict.LOST);
    }

    @Test
    void shouldCountRunsThatEndedAsLostAmongThoseThatTurned() {
        // given
        Duration grace = Duration.ofMinutes(1);
        NotFoundGuard quick = new NotFoundGuard(grace);
        for (int i = 0; i < 3; i++) {
            quick.notFound("run-" + i, STARTED_MS, 10, LATER_MS);
            assertThat(quick.notFound("run-" + i, STARTED_MS, 10, LATER_MS + grace.toMillis()))
                    .isEqualTo(Verdict.LOST);
        }
        // when
        Verdict verdict = quick.notFound("run-3", STARTED_MS, 7, LATER_MS + grace.toMillis());
        // then
        assertThat(verdict).isEqualTo(Verdict.HOLD);
    }

    @Test
    void shouldEndNoneOfThoseThatTurnedTogether() {
        // given
        missAll(4, 4, LATER_MS);
        // when
        for (long nowMs = LATER_MS; nowMs < LATER_MS + 86_400_000; nowMs += 60_000) {
            for (int i = 0; i < 4; i++) {
                // then
                assertThat(guard.notFound("run-" + i, STARTED_MS, 4, nowMs)).isEqualTo(Verdict.HOLD);
            }
        }
    }

    @Test
    void shouldEndTheLastOnesOnceThePlatformKnowsTheOthersAgain() {
        // given
        missAll(10, 10, LATER_MS);
        long muchLaterMs = LATER_MS + 7_200_000;
        // when
        for (int i = 0; i < 7; i++) {
            guard.found("run-" + i, 10, muchLaterMs);
        }
        // then
        assertThat(guard.held()).isFalse();
        assertThat(guard.notFound("run-8", STARTED_MS, 10, muchLaterMs)).isEqualTo(Verdict.LOST);
    }

    @Test
    void shouldEndRunsThatTurnOneByOne() {
        // given
        long nowMs = LATER_MS;
        int lost = 0;
        // when
        for (int i = 0; i < 20; i++) {
            String run = "run-" + i;
            guard.notFound(run, STARTED_MS, 20, nowMs);
            nowMs += GRACE_MS;
            lost += guard.notFound(run, STARTED_MS, 20, nowMs) == Verdict.LOST ? 1 : 0;
        }
        // then
        assertThat(lost).isEqualTo(20);
    }

    private void missAll(int runs, int openRuns, long nowMs) {
        for (int i = 0; i < runs; i++) {
            guard.notFound("run-" + i, STARTED_MS, openRuns, nowMs + i);
        }
    }
}
