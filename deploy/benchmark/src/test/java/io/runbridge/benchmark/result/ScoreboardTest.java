package io.runbridge.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ScoreboardTest {
    private static final Metric STARTS = new Metric("starts", "1/s", 0, Wanted.MORE);

    @ParameterizedTest
    @CsvSource({
        "MORE, 2.0, stretch reached",
        "MORE, 1.5, stretch reached",
        "MORE, 1.0, reached",
        "MORE, 0.9, missed",
        "LESS, 1.0, reached",
        "LESS, 1.2, missed"
    })
    void shouldSayHowAValueStandsToItsTarget(Wanted wanted, double value, String verdict) {
        Target target = wanted == Wanted.MORE ? Target.of(1.0, 1.5) : Target.of(1.0, 0.5);

        assertThat(target.verdict(value, wanted)).isEqualTo(verdict);
    }

    @Test
    void shouldCompareMedians() {
        Comparison ratio = board().result().comparisons().get(0);

        assertThat(ratio.value()).isCloseTo(2.0, within(1e-9));
        assertThat(ratio.verdict()).contains("stretch reached");
    }

    @Test
    void shouldPrintAnAlignedTable() {
        assertThat(TextReport.of(board().result()))
                .isEqualTo("""

                        Starts & more
                        slots 1000 · API time 50 ms

                        median (least … most)  starts 1/s              CPU s
                        runbridge              2,000 (1,000 … 3,000)   4.5
                        a <peer>               1,000                   –

                        starts: runbridge / a <peer>  2.00 x   goal 1.00, stretch 1.50  stretch reached
                        CPU: runbridge                4.5 s    goal 1.0                 missed
                        * a note""".replace("starts 1/s              CPU", "starts 1/s             CPU")
                        .replace("3,000)   4.5", "3,000)  4.5")
                        .replace("1,000                   –", "1,000                  –")
                        .replace("2.00 x   goal", "2.00 x  goal")
                        .replace("4.5 s    goal", "4.5 s   goal"));
    }

    @Test
    void shouldGiveEveryRoundAsJson() throws Exception {
        Machine machine = new Machine(2, 24, "Linux", "17", "2026-11-23T00:00:00Z");

        JsonNode json = new ObjectMapper().readTree(JsonReport.of(board().result(), machine));

        assertThat(json.at("/scenario").asText()).isEqualTo("start");
        assertThat(json.at("/machine/memoryGib").asInt()).isEqualTo(24);
        assertThat(json.at("/settings/slots").asText()).isEqualTo("1000");
        assertThat(json.at("/contestants/0/metrics/0/median").asDouble()).isEqualTo(2_000);
        assertThat(json.at("/contestants/0/metrics/0/rounds")).hasSize(3);
        assertThat(json.at("/comparisons/0/verdict").asText()).isEqualTo("stretch reached");
        assertThat(json.at("/notes/0").asText()).isEqualTo("a note");
    }

    @Test
    void shouldDrawABarForEachValueAndEscapeTexts() throws Exception {
        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(SvgChart.of(board().result()))));

        // The ground, and three values.
        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(4);
        assertThat(chart.getDocumentElement().getTextContent()).contains("Starts & more", "a <peer>", "2,000 1/s");
    }

    private static Scoreboard board() {
        Scoreboard board =
                new Scoreboard("start", "Starts & more").setting("slots", 1_000).setting("API time", "50 ms");
        board.add("runbridge", STARTS, 3_000);
        board.add("runbridge", STARTS, 1_000);
        board.add("runbridge", STARTS, 2_000);
        board.add("runbridge", Metric.CPU, 4.5);
        board.add("a <peer>", STARTS, 1_000);
        board.ratio(STARTS, "runbridge", "a <peer>", Optional.of(Target.of(1.0, 1.5)));
        board.goal(Metric.CPU, "runbridge", Target.of(1.0));
        board.note("a note");
        return board;
    }
}
