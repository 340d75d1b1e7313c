package io.runbridge.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentilesTest {
    private static final Percentiles HUNDRED =
            Percentiles.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

    @ParameterizedTest
    @CsvSource({"1, 1", "50, 50", "50.5, 51", "99, 99", "99.9, 100", "100, 100", "0.001, 1"})
    void shouldGiveTheNearestRank(double percent, long value) {
        assertThat(HUNDRED.at(percent)).isEqualTo(value);
    }

    @Test
    void shouldGiveTheOnlyValueAtEveryRank() {
        Percentiles one = Percentiles.of(new long[] {7});

        assertThat(one.at(1)).isEqualTo(7);
        assertThat(one.at(100)).isEqualTo(7);
        assertThat(one.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1})
    void shouldRejectAPercentageThatIsNone(double percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> HUNDRED.at(percent));
    }

    @Test
    void shouldRejectNoValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(new long[0]));
    }
}
