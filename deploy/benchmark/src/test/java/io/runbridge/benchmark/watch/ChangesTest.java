package io.runbridge.benchmark.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChangesTest {

    @Test
    void shouldLetChangesHappenUntilTheWorkIsDone() {
        CountDownLatch three = new CountDownLatch(3);

        boolean happened = Changes.during(() -> await(three), 1_000, three::countDown);

        assertThat(happened).isTrue();
    }

    @Test
    void shouldThrowWhatBrokeTheChanges() {
        CountDownLatch broken = new CountDownLatch(1);

        assertThatThrownBy(() -> Changes.during(() -> await(broken), 1_000, () -> {
                    broken.countDown();
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
