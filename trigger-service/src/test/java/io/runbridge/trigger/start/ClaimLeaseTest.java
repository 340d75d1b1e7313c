package io.runbridge.trigger.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimLeaseTest {

    private long wallMs = 1_000_000;
    private long nanos = -5;

    /** Milliseconds that each clock has moved since the claim. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "2999, 2999, true",
        "3000, 0, false",
        "0, 3000, false",
        "-1, 0, false",
        "100000, 0, false",
        "0, 100000, false",
    })
    void shouldLastOnlyWhileBothClocksSaySo(long wall, long monotonic, boolean valid) {
        InstantSource source = () -> Instant.ofEpochMilli(wallMs);
        Clock clock = source.withZone(ZoneOffset.UTC);
        ClaimLease lease = ClaimLease.begin(clock, () -> nanos, Duration.ofSeconds(3));

        wallMs += wall;
        nanos += Duration.ofMillis(monotonic).toNanos();

        assertThat(lease.valid()).isEqualTo(valid);
    }
}
