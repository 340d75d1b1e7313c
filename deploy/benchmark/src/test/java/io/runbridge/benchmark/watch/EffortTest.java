package io.runbridge.benchmark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {

    @ParameterizedTest
    @CsvSource({"1000, 100, 385", "100000, 1667, 484", "1000000, 16667, 1384"})
    void shouldGrowWithTheOpenRuns(int open, String calls, int heapMib) {
        assertThat(Effort.settings(open)).containsEntry("BENCHMARK_POLLS_PER_SECOND", calls);
        assertThat(Effort.virtualMachine(open)).contains("-Xmx" + heapMib + "m");
    }
}
