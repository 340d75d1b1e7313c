package io.runbridge.poller.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Timers in arrays: one bucket per tick, timers of later turns stay in their bucket. Scheduling and cancelling cost the
 * same however many timers there are, and a cancelled or fired timer leaves nothing behind. Stream thread only.
 *
 * <p>Time is what {@link #advance} was told. It never runs backwards: a clock set back delays no timer by more than the
 * time it was set back before the next call.
 */
public final class TimerWheel<T> {

    /** No timer. */
    public static final int NONE = -1;

    private final long tickMs;
    private final int[] heads;
    private int[] next = new int[16];
    private int[] previous = new int[16];
    private long[] dueTicks = new long[16];
    private Object[] items = new Object[16];
    private int free = NONE;
    private int used;
    private int size;
    private long lastMs;
    private long elapsedMs;

    /**
     * @param tickMs resolution in milliseconds, 1 or more
     * @param buckets number of buckets, 1 or more; timers further away than buckets times tick are visited once a turn
     * @param nowMs the present
     */
    public TimerWheel(long tickMs, int buckets, long nowMs) {
        this.tickMs = tickMs;
        this.lastMs = nowMs;
        this.heads = new int[buckets];
        Arrays.fill(heads, NONE);
    }

    /**
     * Adds a timer that fires at the first {@link #advance} that is at least {@code delayMs} later than now.
     *
     * @param delayMs milliseconds, less than 1 fires at the next tick
     * @param nowMs the present, which a stalled thread may not have told {@link #advance} yet
     * @return the timer, valid until it fires or is cancelled
     */
    public int schedule(T item, long delayMs, long nowMs) {
        int timer = allocate();
        long dueMs = timeMs(nowMs) + Math.max(0, delayMs);
        dueTicks[timer] = Math.max(elapsedMs / tickMs + 1, (dueMs + tickMs - 1) / tickMs);
        items[timer] = item;
        link(timer, bucket(dueTicks[timer]));
        size++;
        return timer;
    }

    /** Milliseconds since the wheel was made, as it counts them. */
    long timeMs(long nowMs) {
        return elapsedMs + Math.max(0, nowMs - lastMs);
    }

    /** Removes a timer that has not fired; {@link #NONE} is ignored. */
    public void cancel(int timer) {
        if (timer != NONE) {
            remove(timer);
        }
    }

    /** Moves time forward and returns the items that became due, each once. */
    public List<T> advance(long nowMs) {
        long fromTick = elapsedMs / tickMs;
        elapsedMs += Math.max(0, nowMs - lastMs);
        lastMs = nowMs;
        long toTick = elapsedMs / tickMs;
        List<T> due = new ArrayList<>();
        long buckets = Math.min(toTick - fromTick, heads.length);
        for (long tick = toTick - buckets + 1; tick <= toTick; tick++) {
            collect(bucket(tick), toTick, due);
        }
        return due;
    }

    /** How many timers wait. */
    int size() {
        return size;
    }

    private void collect(int bucket, long toTick, List<T> due) {
        int timer = heads[bucket];
        while (timer != NONE) {
            int following = next[timer];
            if (dueTicks[timer] <= toTick) {
                due.add(remove(timer));
            }
            timer = following;
        }
    }

    private int bucket(long tick) {
        return (int) (tick % heads.length);
    }

    private void link(int timer, int bucket) {
        int head = heads[bucket];
        next[timer] = head;
        previous[timer] = NONE;
        if (head != NONE) {
            previous[head] = timer;
        }
        heads[bucket] = timer;
    }

    @SuppressWarnings("unchecked") // only schedule() writes items
    private T remove(int timer) {
        int before = previous[timer];
        int after = next[timer];
        if (before == NONE) {
            heads[bucket(dueTicks[timer])] = after;
        } else {
            next[before] = after;
        }
        if (after != NONE) {
            previous[after] = before;
        }
        T item = (T) items[timer];
        items[timer] = null;
        next[timer] = free;
        free = timer;
        size--;
        return item;
    }

    private int allocate() {
        if (free != NONE) {
            int timer = free;
            free = next[timer];
            return timer;
        }
        if (used == items.length) {
            int capacity = used * 2;
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
            dueTicks = Arrays.copyOf(dueTicks, capacity);
            items = Arrays.copyOf(items, capacity);
        }
        return used++;
    }
}
