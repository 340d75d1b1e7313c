package io.runbridge.benchmark.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.benchmark.budget.CallSeries.Second;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSeriesTest {

    private static final List<Second> SECONDS = List.of(new Second(10, 0), new Second(20, 5), new Second(33, 0));

    @Test
    void shouldAverageCalls() {
        assertThat(CallSeries.mean(SECONDS)).isEqualTo(21);
        assertThat(CallSeries.mean(List.of())).isZero();
    }

    @Test
    void shouldTellTheMeanOfSomeSecondsAtATime() {
        assertThat(CallSeries.text(SECONDS, 2)).isEqualTo("15 33");
    }
}
