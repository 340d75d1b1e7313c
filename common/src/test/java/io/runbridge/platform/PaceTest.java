package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 1, 7.5, 50, 1_000})
    void shouldLetNoMoreThanItsRateLeave(double perSecond) {
        // given
        Pace budget = new Pace(perSecond, 0);
        long seconds = 1_000;
        // when
        long calls = 0;
        for (long nowMs = 0; nowMs <= seconds * 1_000; nowMs += 50) {
            int available = budget.available(nowMs);
            budget.spend(available);
            calls += available;
        }
        // then
        assertThat((double) calls).isBetween(perSecond * seconds - 1, perSecond * seconds + Math.max(1, perSecond) + 1);
    }

    @Test
    void shouldHoldOneSecondAtMost() {
        // given
        Pace budget = new Pace(50, 0);
        // when
        int available = budget.available(3_600_000);
        // then
        assertThat(available).isEqualTo(50);
    }

    @Test
    void shouldHalveItsRateWhenThrottledAndGrowBack() {
        // given
        Pace budget = new Pace(50, 0);
        // when
        budget.throttled();
        // then
        assertThat(budget.available(0)).isZero();
        assertThat(budget.available(1_000)).isEqualTo(26);
        budget.available(60_000);
        budget.spend(50);
        assertThat(budget.available(61_000)).isEqualTo(50);
    }

    @Test
    void shouldGainNothingWhileItRests() {
        // given
        Pace budget = new Pace(50, 0);
        budget.throttled();
        // when
        budget.rest(60_000);
        // then
        assertThat(budget.available(60_000)).isZero();
        assertThat(budget.available(61_000)).isEqualTo(26);
    }

    @Test
    void shouldKeepASmallRateHoweverOftenItIsThrottled() {
        // given
        Pace budget = new Pace(64, 0);
        // when
        for (int i = 0; i < 100; i++) {
            budget.throttled();
        }
        // then
        assertThat(budget.available(1_000)).isBetween(1, 3);
    }

    @Test
    void shouldNotLoseTokensToAClockThatWasSetBack() {
        // given
        Pace budget = new Pace(10, 1_000_000);
        budget.spend(10);
        // when
        int then = budget.available(0);
        int later = budget.available(1_000);
        // then
        assertThat(then).isZero();
        assertThat(later).isEqualTo(10);
    }
}
