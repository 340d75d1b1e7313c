package io.runbridge.benchmark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatternTest {

    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({"WAITER, 10000, 10999", "FIXED, 30000, 30000"})
    void shouldAskAgainWithinItsTimes(Pattern pattern, long shortest, long longest) {
        assertThat(LongStream.range(0, 10_000).map(i -> pattern.nextMillis(random)))
                .allSatisfy(millis -> assertThat(millis).isBetween(shortest, longest));
    }

    @ParameterizedTest
    @EnumSource(Pattern.class)
    void shouldBeginInTheMidstOfItsWaiting(Pattern pattern) {
        assertThat(LongStream.range(0, 10_000).map(i -> pattern.firstMillis(random)))
                .allSatisfy(millis -> assertThat(millis).isBetween(0L, pattern.longestMillis()));
    }
}
