package io.runbridge.simulator.life;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The slots of one job: up to {@code limit} runs are active, the rest wait in order.
 *
 * <p>Event loop only. Nothing ticks here either: {@link #settle} moves waiting runs up to where they must be by now.
 */
public final class Lane {

    /** No limit. */
    public static final int UNLIMITED = 0;

    private final int limit;
    private final Deque<Life> waiting = new ArrayDeque<>();
    private final List<Life> active = new ArrayList<>();

    /** A lane with that many slots, or {@link #UNLIMITED}. */
    public Lane(int limit) {
        this.limit = limit;
    }

    /** Whether a run that came now would have to wait. */
    public boolean full(long now) {
        settle(now);
        return limit != UNLIMITED && active.size() >= limit && active.stream().noneMatch(life -> life.over(now));
    }

    /** Lets a run start now, or puts it at the end of the queue. */
    public void enter(Life life, long now) {
        if (limit == UNLIMITED) {
            life.start(now);
            return;
        }
        waiting.add(life);
        settle(now);
    }

    /** Starts the waiting runs whose turn has come, each at the moment its slot became free. */
    public void settle(long now) {
        waiting.removeIf(life -> life.cancelRequested() || life.over(now));
        while (!waiting.isEmpty()) {
            long freeAt = waiting.getFirst().createdAt();
            if (active.size() >= limit) {
                Optional<Life> ended = firstEnded(now);
                if (ended.isEmpty()) {
                    return;
                }
                active.remove(ended.get());
                freeAt = Math.max(freeAt, ended.get().end().orElse(now));
            }
            Life next = waiting.removeFirst();
            next.start(freeAt);
            active.add(next);
        }
    }

    private Optional<Life> firstEnded(long now) {
        return active.stream().filter(life -> life.over(now)).min(Comparator.comparingLong(life -> life.end()
                .orElse(now)));
    }
}
