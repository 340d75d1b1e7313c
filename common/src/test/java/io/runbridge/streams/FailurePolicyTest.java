package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.ops.StartRefusedException;
import io.runbridge.streams.FailurePolicy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    private final FailurePolicy policy = new FailurePolicy();

    @Test
    void shouldGiveUpWhenTheSameFailureRepeats() {
        List<Boolean> replaced = new ArrayList<>();
        for (int i = 0; i < FailurePolicy.MOST_EQUAL; i++) {
            replaced.add(policy.judge(failure("offset " + i), seconds(i)).replace());
        }

        assertThat(replaced).containsExactly(true, true, true, true, false);
    }

    @Test
    void shouldNotGiveUpWhenItRepeatsSlowly() {
        for (int i = 0; i < 3 * FailurePolicy.MOST_EQUAL; i++) {
            long now = FailurePolicy.WINDOW.toNanos() * i / (FailurePolicy.MOST_EQUAL - 2);

            assertThat(policy.judge(failure("again"), now).replace()).isTrue();
        }
    }

    @Test
    void shouldNotTakeDifferentFailuresForOne() {
        List<RuntimeException> failures = List.of(
                new IllegalStateException(),
                new IllegalArgumentException(),
                new NullPointerException(),
                new ArithmeticException(),
                new ClassCastException(),
                new UnsupportedOperationException());

        assertThat(failures)
                .allSatisfy(failure ->
                        assertThat(policy.judge(failure, 0).replace()).isTrue());
    }

    @Test
    void shouldPauseLongerEachTimeUpToALimit() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(policy.judge(failure("x"), seconds(i)).pause());
        }

        assertThat(pauses)
                .startsWith(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
                .endsWith(Duration.ofSeconds(15), Duration.ofSeconds(15))
                .isSorted();
    }

    @Test
    void shouldStartOverAfterAQuietTime() {
        policy.judge(failure("x"), 0);
        policy.judge(failure("x"), 1);

        Verdict verdict = policy.judge(failure("x"), FailurePolicy.WINDOW.toNanos() + 2);

        assertThat(verdict).isEqualTo(new Verdict(true, Duration.ofMillis(500)));
    }

    @Test
    void shouldGiveUpAtOnceOnAnError() {
        assertThat(policy.judge(new StreamsException(new OutOfMemoryError("x")), 0))
                .isEqualTo(new Verdict(false, Duration.ZERO));
    }

    @Test
    void shouldGiveUpAtOnceOnARefusal() {
        Throwable refusal = new StreamsException("init", new StartRefusedException("format 9"));

        assertThat(policy.judge(refusal, 0)).isEqualTo(new Verdict(false, Duration.ZERO));
        assertThat(FailurePolicy.refusal(refusal)).contains("format 9");
        assertThat(FailurePolicy.refusal(failure("x"))).isEmpty();
    }

    private static RuntimeException failure(String message) {
        return new StreamsException(new IllegalStateException(message));
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
