package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryRulesTest {
    @Test
    void shouldAcceptAnOrderlyHistory() {
        assertThat(HistoryRules.broken(List.of(
                        Samples.status(0, Status.STARTING, null),
                        Samples.status(1, Status.STARTING, "PENDING"),
                        Samples.status(2, Status.RUNNING, "RUNNING"),
                        Samples.status(3, Status.SUCCESS, "TERMINATED"))))
                .isEmpty();
    }

    @Test
    void shouldRejectAGap() {
        assertThat(HistoryRules.broken(
                        List.of(Samples.status(0, Status.STARTING, null), Samples.status(2, Status.RUNNING, null))))
                .containsExactly("record 1 has sequence 2");
    }

    @Test
    void shouldRejectARepetition() {
        assertThat(HistoryRules.broken(
                        List.of(Samples.status(0, Status.RUNNING, "A"), Samples.status(1, Status.RUNNING, "A"))))
                .containsExactly("records 0 and 1 do not differ");
    }

    @Test
    void shouldRejectARecordBehindTheTerminalOne() {
        assertThat(HistoryRules.broken(
                        List.of(Samples.status(0, Status.SUCCESS, "A"), Samples.status(1, Status.RUNNING, "B"))))
                .containsExactly("record 0 is terminal, but 1 follow");
    }
}
