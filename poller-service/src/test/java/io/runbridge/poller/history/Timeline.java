package io.runbridge.poller.history;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time, and what happens in it. */
final class Timeline {

    private record Event(long atMs, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::number));
    private long nowMs;
    private long count;

    Timeline(long nowMs) {
        this.nowMs = nowMs;
    }

    long nowMs() {
        return nowMs;
    }

    void at(long atMs, Runnable action) {
        events.add(new Event(Math.max(nowMs, atMs), count++, action));
    }

    /** Lets everything happen until then. */
    void advance(long toMs) {
        while (!events.isEmpty() && events.peek().atMs() <= toMs) {
            Event event = events.remove();
            nowMs = Math.max(nowMs, event.atMs());
            event.action().run();
        }
        nowMs = toMs;
    }
}
