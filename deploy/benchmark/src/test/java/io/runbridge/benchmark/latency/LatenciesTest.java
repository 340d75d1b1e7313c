package io.runbridge.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void shouldCountEachRequestOnce() {
        Latencies latencies = new Latencies(2);
        latencies.note(0, 10);
        latencies.note(0, 700);
        latencies.note(1, 20);
        latencies.note(2, 700);

        assertThat(latencies.all().at(100)).isEqualTo(20);
    }

    @Test
    void shouldRejectALoadOfWhichARequestWasNotSeen() {
        Latencies latencies = new Latencies(2);
        latencies.note(0, 10);

        assertThatIllegalStateException().isThrownBy(latencies::all).withMessageContaining("request 1");
    }
}
