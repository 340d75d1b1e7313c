package io.runbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final StopSignal stop = new StopSignal();

    @Test
    void shouldLetAPauseGoOnUntilTheStop() {
        assertThat(stop.pause(Duration.ofMillis(1))).isTrue();
        assertThat(stop.requested()).isFalse();
    }

    @Test
    void shouldEndEveryPauseOnceRequested() {
        stop.request();
        stop.request();

        assertThat(stop.pause(Duration.ofDays(1))).isFalse();
        assertThat(stop.requested()).isTrue();
        stop.await();
    }

    @Test
    void shouldTakeAnInterruptAsARequest() {
        Thread.currentThread().interrupt();

        boolean goOn = stop.pause(Duration.ofDays(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(goOn).isFalse();
        assertThat(stop.requested()).isTrue();
    }
}
