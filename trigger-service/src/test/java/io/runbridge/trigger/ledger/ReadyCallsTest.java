package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadyCallsTest {

    private final ReadyCalls ready = new ReadyCalls();
    private final List<String> taken = new ArrayList<>();

    @Test
    void shouldAskOnceForAPlatformThatTakesNothingHoweverManyWait() {
        for (int i = 0; i < 100_000; i++) {
            ready.add(Turn.START, "closed", "r" + i);
        }
        ready.add(Turn.START, "open", "other");
        AtomicInteger asked = new AtomicInteger();

        ready.offer(
                (turn, platform) -> {
                    asked.incrementAndGet();
                    return platform.equals("open");
                },
                (turn, requestId) -> taken.add(requestId));

        assertThat(asked).hasValue(2);
        assertThat(taken).containsExactly("other");
    }

    @Test
    void shouldServeCancelsFirstAndFirstTriesBesideRetries() {
        ready.add(Turn.START, "p", "first");
        ready.add(Turn.START_AGAIN, "p", "again");
        ready.add(Turn.RESEND, "p", "resend");
        ready.add(Turn.CANCEL, "p", "cancel");

        ready.offer((turn, platform) -> turn != Turn.START_AGAIN, (turn, requestId) -> taken.add(requestId));

        assertThat(taken).containsExactly("cancel", "resend", "first");
        assertThat(ready.waits(Turn.START_AGAIN, "p", "again")).isTrue();
        assertThat(ready.waits(Turn.CANCEL, "p", "cancel")).isFalse();
    }

    @Test
    void shouldKeepTheOrderOfThoseThatMustWait() {
        for (String id : List.of("a", "b", "c")) {
            ready.add(Turn.START, "p", id);
        }

        ready.offer((turn, platform) -> true, (turn, id) -> taken.size() < 1 && taken.add(id));
        ready.offer((turn, platform) -> true, (turn, id) -> taken.add(id));

        assertThat(taken).containsExactly("a", "b", "c");
    }
}
