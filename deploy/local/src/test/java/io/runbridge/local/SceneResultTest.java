package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneResultTest {
    private static final SceneRow GOOD =
            new SceneRow(ScenePart.CANCEL_RUNNING, "demo-x", "CANCELLED / ACCEPTED, CONFIRMED", 1, List.of());

    @Test
    void shouldBeWellIfEveryRowIs() {
        assertThat(new SceneResult(List.of(GOOD)).ok()).isTrue();
    }

    @Test
    void shouldFailIfARequestEndedOtherwise() {
        assertThat(with("SUCCESS", 1, List.of()).ok()).isFalse();
    }

    @Test
    void shouldFailIfTheSimulatorCountsAnotherRun() {
        assertThat(with(GOOD.got(), 2, List.of()).ok()).isFalse();
    }

    @Test
    void shouldFailIfTheHistoryIsNotInOrder() {
        assertThat(with(GOOD.got(), 1, List.of("record 1 has sequence 2")).ok()).isFalse();
    }

    @Test
    void shouldPrintARowForEachRequest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        with("SUCCESS", 2, List.of("record 1 has sequence 2"))
                .print(new PrintStream(bytes, true, StandardCharsets.UTF_8), Palette.BARE);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "request|expected|got|runs|ok",
                        "demo-x|CANCELLED / ACCEPTED, CONFIRMED|SUCCESS|2|NO",
                        "|record 1 has sequence 2");
    }

    private static SceneResult with(String got, int runs, List<String> broken) {
        return new SceneResult(List.of(new SceneRow(GOOD.part(), GOOD.requestId(), got, runs, broken)));
    }
}
