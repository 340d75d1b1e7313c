package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallSpacingTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long nanos = -55;

    @Test
    void shouldLetOneCallLeaveAtATime() {
        // given
        CallSpacing spacing = new CallSpacing(OptionalDouble.of(4), () -> nanos);
        // when
        List<Long> waits = new ArrayList<>();
        waits.add(spacing.takeTurn());
        waits.add(spacing.takeTurn());
        waits.add(spacing.takeTurn());
        nanos += SECOND / 4;
        waits.add(spacing.takeTurn());
        nanos += 10 * SECOND;
        waits.add(spacing.takeTurn());
        waits.add(spacing.takeTurn());
        // then
        assertThat(waits).containsExactly(0L, SECOND / 4, SECOND / 2, SECOND / 2, 0L, SECOND / 4);
    }

    @Test
    void shouldHoldNoCallWithoutARate() {
        // given
        CallSpacing spacing = new CallSpacing(OptionalDouble.empty(), () -> nanos);
        // then
        for (int i = 0; i < 100; i++) {
            assertThat(spacing.takeTurn()).isZero();
        }
    }

    @Test
    void shouldMakeEachCallOnceWhetherItWaitedOrNot() {
        // given
        CallSpacing spacing = new CallSpacing(OptionalDouble.of(1_000), () -> nanos);
        List<Integer> calls = new ArrayList<>();
        // when
        for (int i = 0; i < 5; i++) {
            int number = i;
            spacing.call(() -> {
                        calls.add(number);
                        return CompletableFuture.completedFuture(number);
                    })
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
        // then
        assertThat(calls).containsExactly(0, 1, 2, 3, 4);
    }
}
