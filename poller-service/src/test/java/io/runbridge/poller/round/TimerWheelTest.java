package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final long START_MS = 1_000_003;

    @ParameterizedTest
    @CsvSource({
        "-5, 50",
        "0, 50",
        "1, 50",
        "49, 50",
        "50, 50",
        "51, 100",
        "100, 100",
        "399, 400",
        "400, 400",
        "401, 450",
        "4000, 4000",
        "86400000, 86400000"
    })
    void shouldFireAtTheFirstTickNotBeforeItsDelay(long delayMs, long firedAfterMs) {
        // given
        TimerWheel<String> wheel = new TimerWheel<>(50, 8, START_MS);
        wheel.schedule("timer", delayMs, START_MS);
        // when
        List<String> before = wheel.advance(START_MS + firedAfterMs - 1);
        List<String> then = wheel.advance(START_MS + firedAfterMs);
        // then
        assertThat(before).isEmpty();
        assertThat(then).containsExactly("timer");
        assertThat(wheel.size()).isZero();
    }

    @Test
    void shouldFireEverythingThatIsDueAfterALongPause() {
        // given
        TimerWheel<Integer> wheel = new TimerWheel<>(50, 8, START_MS);
        for (int i = 0; i < 100; i++) {
            wheel.schedule(i, i * 37L, START_MS);
        }
        // when
        List<Integer> due = wheel.advance(START_MS + 3_700);
        // then
        assertThat(due).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotFireACancelledTimer() {
        // given
        TimerWheel<String> wheel = new TimerWheel<>(50, 8, START_MS);
        int first = wheel.schedule("first", 100, START_MS);
        wheel.schedule("second", 100, START_MS);
        int third = wheel.schedule("third", 500, START_MS);
        // when
        wheel.cancel(first);
        wheel.cancel(third);
        wheel.cancel(TimerWheel.NONE);
        // then
        assertThat(wheel.size()).isEqualTo(1);
        assertThat(wheel.advance(START_MS + 1_000)).containsExactly("second");
    }

    @Test
    void shouldReuseTheSlotsOfFiredAndCancelledTimers() {
        // given
        TimerWheel<Integer> wheel = new TimerWheel<>(50, 8, START_MS);
        Set<Integer> slots = new HashSet<>();
        long nowMs = START_MS;
        // when
        for (int i = 0; i < 10_000; i++) {
            int kept = wheel.schedule(i, 10, nowMs);
            int cancelled = wheel.schedule(-i, 10_000, nowMs);
            slots.add(kept);
            slots.add(cancelled);
            wheel.cancel(cancelled);
            nowMs += 50;
            wheel.advance(nowMs);
        }
        // then
        assertThat(slots).hasSizeLessThanOrEqualTo(2);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void shouldNotWaitForAClockThatWasSetBack() {
        // given
        TimerWheel<String> wheel = new TimerWheel<>(50, 8, START_MS);
        wheel.schedule("timer", 200, START_MS);
        long setBackMs = START_MS - 3_600_000;
        // when
        List<String> atOnce = wheel.advance(setBackMs);
        List<String> later = wheel.advance(setBackMs + 200);
        // then
        assertThat(atOnce).isEmpty();
        assertThat(later).containsExactly("timer");
    }

    @Test
    void shouldCountADelayFromNowHoweverLongAgoTimeWasMovedForward() {
        // given
        TimerWheel<String> wheel = new TimerWheel<>(50, 8, START_MS);
        long afterAStallMs = START_MS + 60_000;
        wheel.schedule("timer", 10_000, afterAStallMs);
        // when
        List<String> atOnce = wheel.advance(afterAStallMs + 9_950);
        List<String> then = wheel.advance(afterAStallMs + 10_000);
        // then
        assertThat(atOnce).isEmpty();
        assertThat(then).containsExactly("timer");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFireEachTimerOnceAndInTimeWhateverHappens(long seed) {
        // given
        Random random = new Random(seed);
        TimerWheel<Integer> wheel = new TimerWheel<>(50, 16, START_MS);
        Map<Integer, Integer> timers = new HashMap<>();
        Map<Integer, Long> dueMs = new HashMap<>();
        long nowMs = START_MS;
        // when
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) > 0) {
                long delayMs = random.nextInt(3_000);
                timers.put(i, wheel.schedule(i, delayMs, nowMs));
                dueMs.put(i, nowMs + delayMs);
            }
            if (random.nextInt(5) == 0 && !timers.isEmpty()) {
                Integer item = timers.keySet().iterator().next();
                wheel.cancel(timers.remove(item));
                dueMs.remove(item);
            }
            nowMs += random.nextInt(120);
            List<Integer> due = wheel.advance(nowMs);
            // then
            for (Integer item : due) {
                assertThat(timers.remove(item)).isNotNull();
                assertThat(dueMs.remove(item)).isLessThanOrEqualTo(nowMs);
            }
            long latestMs = nowMs - 100;
            assertThat(new ArrayList<>(dueMs.values())).allMatch(due1 -> due1 > latestMs);
        }
        assertThat(wheel.size()).isEqualTo(timers.size());
    }
}
