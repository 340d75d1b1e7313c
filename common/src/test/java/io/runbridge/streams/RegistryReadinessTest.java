package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.ops.Readiness;
import org.junit.jupiter.api.Test;

class RegistryReadinessTest {

    private final Readiness readiness = new Readiness();
    private final RegistryReadiness registry = new RegistryReadiness(readiness);

    @Test
    void shouldBeReadyAtFirst() {
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void shouldSayWhyUntilTheLastWaitIsOver() {
        // given
        registry.waiting("first");
        registry.waiting("second");
        // when
        registry.resumed();
        // then
        assertThat(readiness.conditions().get(RegistryReadiness.CONDITION).reason())
                .isEqualTo("second");
        assertThat(readiness.ready()).isFalse();
    }

    @Test
    void shouldBeReadyAfterTheLastWait() {
        // given
        registry.waiting("first");
        // when
        registry.resumed();
        // then
        assertThat(readiness.ready()).isTrue();
    }
}
