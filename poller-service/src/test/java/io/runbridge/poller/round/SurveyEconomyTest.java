package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyEconomyTest {

    private final SurveyEconomy economy = new SurveyEconomy(Duration.ofSeconds(2), Duration.ofSeconds(10), 10);

    @ParameterizedTest(name = "{0} pages for {1} runs that want {2} looks/s: every {3} ms")
    @CsvSource({
        // as often as the runs want, which a page a second pays for
        "1, 100, 20, 5000",
        // no quicker than the shortest interval
        "1, 100, 100, 2000",
        // no slower than is wanted fresh
        "1, 100, 1, 9600",
        // a tenth of the budget is cheap, more is not quicker than wanted
        "6, 100, 50, 6000",
        "20, 100, 50, 9600",
        // eight tenths of the budget and no more
        "800, 100000, 50000, 100000"
    })
    void shouldRepeatASurveyAsOftenAsItIsWorth(double pages, int runs, double looks, long periodMs) {
        assertThat(economy.periodMs(pages, runs, looks)).isEqualTo(periodMs);
    }

    @ParameterizedTest(name = "surveying {0}, {1} pages every {2} ms against {3} looks/s: {4}")
    @CsvSource({
        "false, 1, 1000, 2.1, true",
        "false, 1, 1000, 1.9, false",
        "true, 1, 1000, 1.9, true",
        "true, 1, 1000, 1.3, true",
        "true, 1, 1000, 1.2, false",
        "true, 1, 1000, 0, false"
    })
    void shouldBeginWhereItSavesHalfAndEndWhereItSavesLittle(
            boolean surveying, double pages, long periodMs, double looks, boolean worthwhile) {
        assertThat(economy.worthwhile(surveying, pages, periodMs, looks)).isEqualTo(worthwhile);
    }
}
