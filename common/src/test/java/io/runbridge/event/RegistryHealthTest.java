package io.runbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistryHealthTest {

    private final RegistryHealth health = new RegistryHealth();

    @Test
    void shouldBeWellAtFirst() {
        assertThat(health.problem()).isEmpty();
    }

    @Test
    void shouldReportReasonUntilLastWaitIsOver() {
        // given
        health.waiting("first");
        health.waiting("second");

        // when
        health.resumed();

        // then
        assertThat(health.problem()).contains("second");
    }

    @Test
    void shouldBeWellAfterLastWait() {
        // given
        health.waiting("first");

        // when
        health.resumed();

        // then
        assertThat(health.problem()).isEmpty();
    }
}
