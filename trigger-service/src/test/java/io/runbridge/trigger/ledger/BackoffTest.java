package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, Integer.MAX_VALUE})
    void shouldStayBetweenFloorAndCeiling(int failures) {
        long ceiling = Math.min(60_000, 1_000L << Math.min(failures - 1, 10));

        assertThat(backoff.delayMs(failures, Optional.empty())).isBetween(500L, 500 + ceiling);
    }

    @Test
    void shouldWaitAtLeastAsLongAsItIsAsked() {
        assertThat(backoff.delayMs(1, Optional.of(Duration.ofSeconds(20)))).isBetween(20_000L, 21_000L);
    }
}
