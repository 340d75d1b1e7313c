package io.runbridge.trigger.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancelGateTest {

    @Test
    void shouldLetNoMoreCallsBeUnderWayThanItHasConnections() {
        CancelGate gate = new CancelGate(GatePlatform.with("calls.", "cancel-connections", "2"));

        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(gate.tryTake(false, 0)).isFalse();
        gate.release();
        assertThat(gate.tryTake(false, 0)).isTrue();
    }

    @Test
    void shouldKeepItsPace() {
        CancelGate gate = new CancelGate(GatePlatform.with("cancels.", "per-second", "2"));

        assertThat(taken(gate, false, 0)).isEqualTo(2);
        assertThat(taken(gate, false, 1_000)).isEqualTo(2);
        gate.throttled();
        assertThat(taken(gate, false, 2_000)).isEqualTo(1);
    }

    @Test
    void shouldNotLetRetriesKeepOthersWaiting() {
        CancelGate gate = new CancelGate(GatePlatform.with("calls.", "retries-per-second", "0.1"));

        assertThat(taken(gate, true, 0)).isZero();
        assertThat(gate.tryTake(false, 0)).isTrue();
        assertThat(taken(gate, true, 10_000)).isEqualTo(1);
    }

    private static int taken(CancelGate gate, boolean retry, long now) {
        int taken = 0;
        while (gate.tryTake(retry, now)) {
            gate.release();
            taken++;
        }
        return taken;
    }
}
