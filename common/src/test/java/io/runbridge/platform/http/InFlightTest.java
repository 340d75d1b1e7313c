package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightTest {

    @Test
    void shouldStartTheNextCallWhenOneEnds() {
        // given
        InFlight inFlight = new InFlight(2);
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 3)
                .mapToObj(i -> new CompletableFuture<Integer>())
                .toList();
        List<Integer> started = new ArrayList<>();
        List<CompletionStage<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int call = i;
            results.add(inFlight.run(() -> {
                started.add(call);
                return calls.get(call);
            }));
        }
        assertThat(started).containsExactly(0, 1);

        // when
        calls.get(1).complete(7);

        // then
        assertThat(started).containsExactly(0, 1, 2);
        assertThat(results.get(1).toCompletableFuture()).isCompletedWithValue(7);
    }

    @Test
    void shouldRunALongLineOfCallsThatEndAtOnce() {
        // given
        InFlight inFlight = new InFlight(1);
        CompletableFuture<Integer> first = new CompletableFuture<>();
        AtomicInteger ended = new AtomicInteger();
        inFlight.run(() -> first);
        for (int i = 0; i < 100_000; i++) {
            inFlight.run(() -> CompletableFuture.completedFuture(ended.incrementAndGet()));
        }

        // when
        first.complete(0);

        // then
        assertThat(ended).hasValue(100_000);
    }
}
