package io.runbridge.simulator.life;

import java.util.Collection;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Streams over parts of sorted maps: the JDK's own count such a part before they give its first element. Any thread. */
public final class Unsized {

    private Unsized() {}

    /** The elements in their order, without asking for their number. */
    public static <T> Stream<T> stream(Collection<T> part) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(part.iterator(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }
}
