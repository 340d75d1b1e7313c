package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    private static final long SINCE = 1_000_000;
    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final Duration SKEW = Duration.ofMillis(50);

    /** What the clock said of its age when it was first seen and says now, and what passed in between. */
    @ParameterizedTest
    @CsvSource({
        // learnt of at once
        "0, 99, 99, false",
        "0, 100, 100, true",
        "0, 5000, 99, false",
        "0, -5000, 99, false",
        "0, -5000, 100, true",
        // the clock was ahead when it was first seen, or behind
        "-5000, 100, 99, false",
        "-5000, -4900, 100, true",
        // inherited
        "100, 100, 0, false",
        "149, 149, 0, false",
        "150, 150, 0, true",
        "80, 149, 69, false",
        "80, 150, 70, true",
        "80, 5000, 69, false",
        "5000, 149, 99, false",
        "5000, 0, 100, true",
        // listed before it was learnt of
        "0, -10, -10, false",
        "0, 5000, -10, false",
    })
    void shouldBeSettledOnlyAfterWhatSurelyPassed(long seen, long now, long passed, boolean settled) {
        Age age = new Age(SINCE, new Moment(SINCE + seen, 7), new Moment(SINCE + now, 7 + passed));

        assertThat(age.settled(SETTLE, SKEW)).isEqualTo(settled);
    }

    @Test
    void shouldBelieveTheClockByASecondAtATime() {
        TaskClock clock = new TaskClock(SINCE);

        assertThat(clock.at(SINCE + 50)).isEqualTo(new Moment(SINCE + 50, 50));
        assertThat(clock.at(SINCE + 1_050)).isEqualTo(new Moment(SINCE + 1_050, 1_050));
        assertThat(clock.at(SINCE + 9_000)).isEqualTo(new Moment(SINCE + 9_000, 2_050));
        assertThat(clock.at(SINCE)).isEqualTo(new Moment(SINCE, 2_050));
        assertThat(clock.at(SINCE + 10)).isEqualTo(new Moment(SINCE + 10, 2_060));
        assertThat(clock.at(SINCE + 5)).isEqualTo(new Moment(SINCE + 5, 2_060));
        assertThat(clock.at(SINCE + 20)).isEqualTo(new Moment(SINCE + 20, 2_070));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "49, 49, false", "50, 50, true", "-5000, 50, true", "5000, 10, true"})
    void shouldBeDueByEitherMeasure(long wall, long passed, boolean due) {
        Moment begin = new Moment(SINCE, 0);

        assertThat(new Moment(SINCE + wall, passed).reached(begin.plus(50))).isEqualTo(due);
        assertThat(new Moment(SINCE + wall, passed).reached(Moment.NEVER)).isFalse();
    }
}
