package io.runbridge.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    @ParameterizedTest
    @CsvSource({"7, 7, 7, 7", "3 1 2, 2, 1, 3", "4 1 3 2, 2.5, 1, 4", "5 5 5 1 9, 5, 1, 9"})
    void shouldTellMedianLeastAndMost(String values, double median, double least, double most) {
        List<Double> list =
                Arrays.stream(values.split(" ", -1)).map(Double::valueOf).toList();

        assertThat(Spread.of(list)).isEqualTo(new Spread(median, least, most, list.size()));
    }

    @Test
    void shouldRejectNoValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }
}
