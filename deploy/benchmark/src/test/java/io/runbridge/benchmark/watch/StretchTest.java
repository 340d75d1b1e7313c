package io.runbridge.benchmark.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.stage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchTest {

    private static final Stretch STRETCH =
            new Stretch(1_000, 31_000, 3_000, new Usage(10, 100, 120), new Usage(25, 110, 130));

    @Test
    void shouldSayWhatAnOpenRunCostsAMinute() {
        Scoreboard board = new Scoreboard("watch", "Watching");

        STRETCH.add(board, "ours", 2_000);

        assertThat(board.median("ours", WatchScenario.CALLS)).isEqualTo(3);
        assertThat(board.median("ours", WatchScenario.CALL_RATE)).isEqualTo(100);
        assertThat(board.median("ours", WatchScenario.CPU)).isEqualTo(15);
        assertThat(board.median("ours", Metric.CORES)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true", "30999, true", "31000, false"})
    void shouldHoldItsBeginningAndNotItsEnd(long timeMs, boolean held) {
        assertThat(STRETCH.holds(timeMs)).isEqualTo(held);
    }
}
