package io.runbridge.benchmark.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServedTest {

    @Test
    void shouldCountOnlyRequestsThatWereDueAfterTheKill() {
        Served served = new Served(2);
        served.killed(1_000);

        served.seen(0, 900, 1_500);
        served.seen(1, 1_100, 1_800);
        assertThat(served.count()).isEqualTo(1);

        served.seen(0, 1_200, 3_000);
        served.seen(0, 1_300, 4_000);
        assertThat(served.count()).isEqualTo(2);
        assertThat(served.lastNanos()).isEqualTo(2_000);
    }

    @Test
    void shouldBeginAnewWithEachKill() {
        Served served = new Served(1);
        served.killed(1_000);
        served.seen(0, 1_100, 1_200);

        served.killed(5_000);

        assertThat(served.count()).isZero();
        served.seen(0, 5_100, 5_700);
        assertThat(served.lastNanos()).isEqualTo(700);
    }
}
