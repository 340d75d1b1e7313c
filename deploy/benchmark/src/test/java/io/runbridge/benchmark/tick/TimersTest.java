package io.runbridge.benchmark.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimersTest {

    @ParameterizedTest
    @EnumSource(Timers.Kind.class)
    void shouldMakeEachRunDueOnceAMinute(Timers.Kind kind) {
        List<Long> numbers = TickTrial.measure(kind.of(600), 2_400, 1_200);

        assertThat(numbers.get(4)).isBetween(590L, 610L);
    }
}
