package io.runbridge.benchmark.tick;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** The JDK's queue of delayed things. */
final class QueueTimers implements Timers {
    private final DelayQueue<Timer> queue = new DelayQueue<>();
    private final List<Timer> taken = new ArrayList<>();
    private long nowMs;

    QueueTimers(int runs) {
        for (int i = 0; i < runs; i++) {
            queue.add(new Timer("request-" + i, PERIOD_MS * i / runs));
        }
    }

    @Override
    public int tick(long timeMs) {
        nowMs = timeMs;
        Timer due = queue.poll();
        while (due != null) {
            taken.add(due);
            due = queue.poll();
        }
        return taken.size();
    }

    @Override
    public void answer(long timeMs) {
        nowMs = timeMs;
        taken.forEach(timer -> {
            timer.dueMs = nowMs + PERIOD_MS;
            queue.add(timer);
        });
        taken.clear();
    }

    private final class Timer implements Delayed {
        private final String requestId;
        private long dueMs;

        Timer(String requestId, long dueMs) {
            this.requestId = requestId;
            this.dueMs = dueMs;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueMs - nowMs, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(dueMs, ((Timer) other).dueMs);
        }

        @Override
        public String toString() {
            return requestId;
        }
    }
}
