package io.runbridge.trigger.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RateLimit.Call;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartGateTest {

    @Test
    void shouldNotGiveMoreSlotsThanThereAre() {
        StartGate gate = gate("slots", "2");

        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(gate.tryTake(false, 0)).isFalse();
        gate.release();
        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(gate.used()).isEqualTo(2);
    }

    @Test
    void shouldKeepInheritedWorkBeyondItsSlotsUntilItIsDone() {
        StartGate gate = gate("slots", "1");
        gate.take();
        gate.take();

        gate.release();

        assertThat(gate.tryTake(false, 0)).isFalse();
        gate.release();
        assertThat(gate.tryTake(false, 0)).isTrue();
    }

    @Test
    void shouldGiveTheSlotBackIfThePaceForbidsTheStart() {
        StartGate gate = gate("per-second", "0.01");

        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(gate.tryTake(false, 0)).isFalse();
        assertThat(gate.tryResend(0)).isFalse();
        assertThat(gate.used()).isEqualTo(1);
    }

    /** Claims are written in vain where calls do not leave in time. */
    @Test
    void shouldHoldBackStartsWhileHalfOfTheClaimsThatLapsedAreOpen() {
        StartGate gate = gate("slots", "100");
        gate.heed(Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, Failure.LEASE_LAPSED, "late")), 2_000);
        gate.claimed(50);

        assertThat(gate.tryTake(false, 2_000)).isFalse();
        assertThat(gate.tryResend(2_000)).isFalse();
        gate.claimed(-1);
        assertThat(gate.tryTake(false, 2_000)).isTrue();
    }

    @Test
    void shouldPauseUntilTheLatestMoment() {
        StartGate gate = gate("slots", "1");
        gate.pauseUntil(0, 100, "long");
        gate.pauseUntil(0, 50, "short");

        assertThat(gate.closedReason(99)).contains("long");
        assertThat(gate.tryTake(false, 99)).isFalse();
        assertThat(gate.tryResend(99)).isFalse();
        assertThat(gate.tryTake(false, 100)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLED, , 1000",
        "THROTTLED, 700, 700",
        "PAUSED, , 30000",
        "PAUSED, 120000, 120000",
        "UNKNOWN_OUTCOME, 700, 0",
        "REJECTED, 700, 0",
    })
    void shouldRestAsLongAsAFailureAsksFor(FailureCategory category, Long asked, long until) {
        StartGate gate = gate("slots", "1");
        Optional<Duration> retryAfter = Optional.ofNullable(asked).map(Duration::ofMillis);

        gate.heed(Answer.failed(new Failure(category, "CODE", "why", retryAfter)), 0);

        assertThat(gate.closedReason(until - 1).isPresent()).isEqualTo(until > 0);
        assertThat(gate.closedReason(until)).isEmpty();
    }

    @Test
    void shouldTakeNoStartWhileTooManyAreUndecided() {
        StartGate gate = gate("max-undecided", "1");
        gate.undecided(1);
        assertThat(gate.tryTake(false, 0)).isFalse();
        assertThat(gate.closedReason(0))
                .hasValueSatisfying(reason -> assertThat(reason).contains("undecided"));

        gate.undecided(-1);

        assertThat(gate.tryTake(false, 0)).isTrue();
    }

    @Test
    void shouldEndAPauseIfTheClockIsSetBackBehindIt() {
        StartGate gate = gate("slots", "1");
        gate.pauseUntil(1_000_000, 2_000_000, "long");

        assertThat(gate.tryTake(false, 999_999)).isTrue();
    }

    @Test
    void shouldSlowDownOncePerPauseIfThePlatformThrottles() {
        StartGate gate = gate("per-second", "100");
        gate.throttled(0, 100, "slow");
        gate.throttled(50, 100, "slow");
        gate.throttled(60, 100, "slow");

        assertThat(gate.closedReason(99)).contains("slow");
        assertThat(taken(gate, false, 1_100)).isBetween(50, 55);
    }

    @Test
    void shouldLetRetriesBeAShareOfFirstTriesAndASmallRate() {
        StartGate gate = gate("per-second", "100000", "slots", "10000");

        assertThat(taken(gate, true, 0)).isEqualTo(10);
        assertThat(taken(gate, true, 1_000)).isEqualTo(10);
        for (int i = 0; i < 50; i++) {
            assertThat(gate.tryTake(false, 1_000)).isTrue();
        }
        assertThat(taken(gate, true, 1_000)).isBetween(9, 10);
    }

    @Test
    void shouldNotHoldResendsForTheRetryBudget() {
        StartGate gate = gate("per-second", "100000", "slots", "10000");

        for (int i = 0; i < 64; i++) {
            assertThat(gate.tryResend(0)).isTrue();
        }
        assertThat(gate.tryTake(true, 0)).isFalse();
        assertThat(gate.tryTake(false, 0)).isTrue();
    }

    @Test
    void shouldTakeItsShareOfThePace() {
        StartGate gate = gate("per-second", "120", "slots", "10000");

        gate.share(1.0 / 12);
        taken(gate, false, 0);

        assertThat(taken(gate, false, 1_000)).isEqualTo(10);
    }

    @Test
    void shouldStartLessWhenThePlatformSaysThatItTakesFewMore() {
        Platform platform = GatePlatform.with("starts.", "per-second", "100", "slots", "10000");
        StartGate gate = new StartGate(platform);
        taken(gate, false, 0);
        platform.rateLimit().told(Call.START, "writes", 1_000);
        int before = taken(gate, false, 1_000);

        platform.rateLimit().told(Call.START, "writes", 10);
        taken(gate, false, 1_000);

        assertThat(before).isEqualTo(100);
        assertThat(taken(gate, false, 2_000)).isBetween(50, 55);
    }

    private static int taken(StartGate gate, boolean retry, long now) {
        int taken = 0;
        while (gate.tryTake(retry, now)) {
            taken++;
        }
        return taken;
    }

    private static StartGate gate(String... settings) {
        return new StartGate(GatePlatform.with("starts.", settings));
    }
}
