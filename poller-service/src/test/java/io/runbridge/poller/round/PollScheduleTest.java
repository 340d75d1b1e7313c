package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {

    private static final int TRIES = 1_000;

    private final PollSchedule schedule =
            new PollSchedule(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60), new Random(1));

    @ParameterizedTest
    @CsvSource({
        "-5000, 2000, 2000",
        "0, 2000, 2000",
        "10000, 2000, 2000",
        "60000, 5400, 6600",
        "300000, 27000, 33000",
        "600000, 54000, 60000",
        "86400000, 60000, 60000",
        "9000000000000, 60000, 60000"
    })
    void shouldLookEveryTenthOfTheAgeWithinItsLimits(long ageMs, long leastMs, long mostMs) {
        // when
        LongStream intervals = LongStream.range(0, TRIES).map(i -> schedule.afterAnswer(ageMs, Optional.empty()));
        // then
        assertThat(intervals).allMatch(interval -> interval >= leastMs && interval <= mostMs);
    }

    @Test
    void shouldSpreadLooksAtRunsOfOneAge() {
        // when
        long different = LongStream.range(0, TRIES)
                .map(i -> schedule.afterAnswer(300_000, Optional.empty()))
                .distinct()
                .count();
        // then
        assertThat(different).isGreaterThan(TRIES / 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 4000", "2, 8000", "3, 16000", "4, 32000", "5, 60000", "20, 60000", "63, 60000", "2147483647, 60000"
    })
    void shouldBackOffWithFullJitter(int failures, long mostMs) {
        // when
        long[] delays = LongStream.range(0, TRIES)
                .map(i -> schedule.afterFailure(failures, Optional.empty()))
                .sorted()
                .toArray();
        // then
        long width = mostMs - 2_000;
        assertThat(delays[0]).isBetween(2_000L, 2_000 + width / 10);
        assertThat(delays[TRIES - 1]).isBetween(mostMs - width / 10, mostMs);
    }

    @Test
    void shouldNotComeBackBeforeThePlatformSays() {
        // when
        long delay = schedule.afterFailure(1, Optional.of(Duration.ofMinutes(5)));
        // then
        assertThat(delay).isEqualTo(300_000);
    }

    @Test
    void shouldTakeTheShortestIntervalWhenTheLongestIsShorter() {
        // given
        PollSchedule odd =
                new PollSchedule(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1));
        // then
        assertThat(odd.afterAnswer(1_000_000, Optional.empty())).isEqualTo(5_000);
        assertThat(odd.afterFailure(9, Optional.empty())).isEqualTo(5_000);
    }

    @Test
    void shouldLookAtOnceAfterAStartAndSpreadOtherwise() {
        // then
        assertThat(schedule.first(true)).isZero();
        assertThat(LongStream.range(0, TRIES).map(i -> schedule.first(false)))
                .allMatch(delay -> delay >= 0 && delay < 2_000);
    }
}
