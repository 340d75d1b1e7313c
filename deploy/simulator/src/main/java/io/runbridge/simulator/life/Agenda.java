package io.runbridge.simulator.life;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What has to be looked at again when its time has come, so that an index stays right without a look at all of it.
 *
 * <p>Event loop only. An entry is a hint: whoever is called looks at the truth and, if it is not yet time, adds it anew.
 */
public final class Agenda<T> {

    private record Entry<T>(long at, T item) {}

    private final PriorityQueue<Entry<T>> entries = new PriorityQueue<>(Comparator.comparingLong(Entry::at));

    /** Looks at the item again at that time, milliseconds since the epoch. */
    public void add(long at, T item) {
        entries.add(new Entry<>(at, item));
    }

    /** Hands over what is due, earliest first; what is added meanwhile has to be later than now. */
    public void settle(long now, Consumer<T> look) {
        while (!entries.isEmpty() && entries.peek().at() <= now) {
            look.accept(entries.poll().item());
        }
    }

    /** Forgets all entries. */
    public void clear() {
        entries.clear();
    }
}
