package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RateLimit.Call;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitTest {

    private long nanos = 77;
    private final RateLimit limit = new RateLimit(() -> nanos);

    @ParameterizedTest
    @CsvSource({
        "1200, 1199, false",
        "1200, 120, false",
        "1200, 119, true",
        "1200, 0, true",
        "20, 5, false",
        "20, 4, true",
        "3, 3, true"
    })
    void shouldAskForLessWhenATenthOfTheMostOrFewerThanFiveAreLeft(long most, long left, boolean slower) {
        // given
        limit.told(Call.START, "writes", most);
        limit.slower(Call.START);
        pass(2_000);
        // when
        limit.told(Call.START, "writes", left);
        // then
        assertThat(limit.slower(Call.START)).isEqualTo(slower);
        assertThat(limit.remaining(Call.START)).hasValue(left);
    }

    @Test
    void shouldAskForLessOnceASecondAndUponNewAnswersOnly() {
        // given
        limit.told(Call.START, "writes", 1_000);
        limit.told(Call.START, "writes", 10);
        // then
        assertThat(limit.slower(Call.START)).isTrue();
        pass(1_500);
        assertThat(limit.slower(Call.START)).isFalse();
        limit.told(Call.START, "writes", 9);
        assertThat(limit.slower(Call.START)).isTrue();
        pass(999);
        limit.told(Call.START, "writes", 8);
        assertThat(limit.slower(Call.START)).isFalse();
        pass(1);
        assertThat(limit.slower(Call.START)).isTrue();
    }

    @Test
    void shouldAskForNoLessOnceThereAreEnoughAgain() {
        // given
        limit.told(Call.OBSERVE, "reads", 1_000);
        limit.told(Call.OBSERVE, "reads", 10);
        // when
        limit.told(Call.OBSERVE, "reads", 900);
        // then
        assertThat(limit.slower(Call.OBSERVE)).isFalse();
    }

    @Test
    void shouldForgetTheMostAfterAnHour() {
        // given
        limit.told(Call.OBSERVE, "reads", 12_000);
        pass(TimeUnit.HOURS.toMillis(1) + 1);
        // when
        limit.told(Call.OBSERVE, "reads", 200);
        limit.told(Call.OBSERVE, "reads", 100);
        // then
        assertThat(limit.slower(Call.OBSERVE)).isFalse();
    }

    @Test
    void shouldCountWhatThePlatformCountsApart() {
        // given
        limit.told(Call.OBSERVE, "reads", 12_000);
        // when
        limit.told(Call.OBSERVE, "writes", 1_200);
        // then
        assertThat(limit.slower(Call.OBSERVE)).isFalse();
        assertThat(limit.remaining(Call.OBSERVE)).hasValue(1_200);
        limit.told(Call.OBSERVE, "writes", 3);
        assertThat(limit.slower(Call.START)).isFalse();
        assertThat(limit.slower(Call.OBSERVE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void shouldSayNothingBeforeThePlatformDoes(Call call) {
        assertThat(limit.slower(call)).isFalse();
        assertThat(limit.remaining(call)).isEmpty();
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
