package io.runbridge.poller.duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationSketchTest {

    private static final Percentage ERROR = Percentage.withPercentage(100 * DurationSketch.RELATIVE_ERROR);

    @ParameterizedTest
    @CsvSource({
        "-5, 100",
        "0, 100",
        "100, 100",
        "1000, 1000",
        "60000, 60000",
        "3600000, 3600000",
        "604800000, 604800000",
        "3100000000, 3100000000",
        "9223372036854775807, 3111111111"
    })
    void shouldKeepADurationWithinItsError(long durationMs, long keptMs) {
        // given
        DurationSketch sketch = DurationSketch.empty().with(durationMs);
        // when
        long medianMs = sketch.quantileMs(0.5);
        // then
        assertThat(medianMs).isCloseTo(keptMs, ERROR);
    }

    /** Against the exact quantiles of the same runs, weighted alike, for histories of every shape. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldTellQuantilesWithinItsError(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int history = 0; history < 2_000; history++) {
            // given
            List<Long> durations = durations(random);
            DurationSketch sketch = DurationSketch.empty();
            for (long durationMs : durations) {
                sketch = sketch.with(durationMs);
            }
            double share = random.nextDouble(0.001, 1);
            // when
            long quantileMs = sketch.quantileMs(share);
            // then
            assertThat(quantileMs)
                    .as("%s at %s", durations, share)
                    .isCloseTo(
                            exact(durations, share),
                            within((long) (exact(durations, share) * DurationSketch.RELATIVE_ERROR) + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 1})
    void shouldFollowAJobThatGotSlower(double share) {
        // given
        DurationSketch sketch = DurationSketch.empty();
        for (int i = 0; i < 40; i++) {
            sketch = sketch.with(60_000);
        }
        // when
        for (int i = 0; i < DurationSketch.MOST_RUNS; i++) {
            sketch = sketch.with(600_000);
        }
        // then
        assertThat(sketch.quantileMs(share)).isCloseTo(600_000L, ERROR);
    }

    @Test
    void shouldCountALateRunMoreThanAnEarlyOne() {
        // given
        DurationSketch sketch = DurationSketch.empty();
        for (int i = 0; i < 30; i++) {
            sketch = sketch.with(60_000);
        }
        // when
        for (int i = 0; i <= DurationSketch.HALF_LIFE; i++) {
            sketch = sketch.with(600_000);
        }
        // then
        assertThat(sketch.quantileMs(0.5)).isCloseTo(600_000L, ERROR);
    }

    @Test
    void shouldSayNothingFromTooFewRuns() {
        // given
        DurationSketch sketch = DurationSketch.empty();
        // when
        List<Boolean> says = new ArrayList<>();
        for (int i = 0; i < DurationSketch.FEWEST_RUNS; i++) {
            sketch = sketch.with(60_000);
            says.add(sketch.expected().isPresent());
        }
        // then
        assertThat(says).containsExactly(false, false, false, false, true);
    }

    @Test
    void shouldExpectTheSpreadOfItsRuns() {
        // given
        DurationSketch sketch = DurationSketch.empty();
        for (long minutes : new long[] {10, 11, 5, 12, 10, 11, 20, 10, 12, 11}) {
            sketch = sketch.with(minutes * 60_000);
        }
        // when
        ExpectedDuration expected = sketch.expected().orElseThrow();
        // then
        assertThat(expected.earliestMs()).isCloseTo(10 * 60_000L, ERROR);
        assertThat(expected.usualMs()).isCloseTo(11 * 60_000L, ERROR);
        assertThat(expected.latestMs()).isCloseTo(20 * 60_000L, ERROR);
        assertThat(LongStream.of(expected.earliestMs(), expected.usualMs(), expected.latestMs()))
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 47, 48, 49, 500})
    void shouldBeReadAsItWasWritten(int runs) {
        // given
        DurationSketch sketch = DurationSketch.empty();
        for (int i = 0; i < runs; i++) {
            sketch = sketch.with(1_000L * (i % 50 + 1));
        }
        // when
        byte[] bytes = sketch.toBytes();
        // then
        DurationSketch read = DurationSketch.read(bytes).orElseThrow();
        assertThat(bytes).hasSizeLessThanOrEqualTo(DurationSketch.MOST_BYTES);
        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(read.runs()).isEqualTo(Math.min(runs, DurationSketch.MOST_RUNS));
        assertThat(read.expected()).isEqualTo(sketch.expected());
    }

    /** What is in the stores of a version that is out must stay readable. */
    @Test
    void shouldReadWhatTheFirstVersionWrote() {
        // given
        byte[] written = {1, 94, 94, 94, 94, 95, -1};
        // when
        Optional<ExpectedDuration> expected = DurationSketch.read(written).flatMap(DurationSketch::expected);
        // then
        assertThat(expected).contains(new ExpectedDuration(57_820, 57_820, 3_110_737_107L));
    }

    @Test
    void shouldForgetBytesOfAnotherVersion() {
        assertThat(List.of(
                        DurationSketch.read(new byte[0]),
                        DurationSketch.read(new byte[] {2, 94}),
                        DurationSketch.read(new byte[DurationSketch.MOST_BYTES + 1])))
                .containsOnly(Optional.empty());
    }

    @Test
    void shouldRefuseAQuantileOfNothing() {
        assertThatThrownBy(() -> DurationSketch.empty().quantileMs(0.5)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Long> durations(SplittableRandom random) {
        int runs = random.nextInt(1, 120);
        double middle = random.nextDouble(Math.log(200), Math.log(2.6e9));
        double spread = random.nextDouble(0, 2);
        return IntStream.range(0, runs)
                .mapToObj(i -> Math.round(Math.exp(middle + spread * (random.nextDouble() - 0.5))))
                .map(durationMs -> Math.max(100, Math.min(3_000_000_000L, durationMs)))
                .toList();
    }

    private static long exact(List<Long> durations, double share) {
        int from = Math.max(0, durations.size() - DurationSketch.MOST_RUNS);
        List<Integer> byDuration = IntStream.range(from, durations.size())
                .boxed()
                .sorted((left, right) -> Long.compare(durations.get(left), durations.get(right)))
                .toList();
        double total =
                byDuration.stream().mapToDouble(run -> weight(durations, run)).sum();
        double below = 0;
        long quantileMs = 0;
        for (int i = 0; i < byDuration.size() && below < share * total; i++) {
            below += weight(durations, byDuration.get(i));
            quantileMs = durations.get(byDuration.get(i));
        }
        return quantileMs;
    }

    private static double weight(List<Long> durations, int run) {
        return Math.pow(0.5, (double) (durations.size() - 1 - run) / DurationSketch.HALF_LIFE);
    }
}
