package io.runbridge.streams;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a task says to itself before it acts on its own account. Exactly-once fences a member that lost a task by the
 * offsets in its transactions. A task that has read nothing since it was initialised has none to put there (Streams 4.3.1:
 * {@code StreamTask.committableOffsetsAndMetadata}), so what its punctuators write would be committed although another
 * member owns the task by now. Once it has read one record, every transaction with its output carries offsets. So a task
 * sends itself a record and lets its punctuators wait until it has read that, or any other one. One per incarnation of a
 * task; stream thread only.
 */
public final class Greeting {

    /** No requestId and no platform begins so. */
    private static final String PREFIX = "\0greeting/";

    private static final Pattern GREETING = Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,6})");

    private final int partition;
    private final Consumer<String> sender;
    private boolean sent;
    private boolean heard;

    /**
     * @param partition of the task
     * @param sender forwards an empty value under the given key to an input of the task's own sub-topology, through a sink
     *     that asks {@link #partitionOf}
     */
    public Greeting(int partition, Consumer<String> sender) {
        this.partition = partition;
        this.sender = sender;
    }

    /** Whether the task has read a record, so that it may act; asks for one the first time. */
    public boolean heard() {
        if (!heard && !sent) {
            sent = true;
            sender.accept(PREFIX + partition);
        }
        return heard;
    }

    /** To be told of every record before it is processed. */
    public void hear() {
        heard = true;
    }

    /** Whether a record of this key is a greeting, of whatever incarnation, and nothing else. */
    public static boolean is(String key) {
        return key != null && key.startsWith(PREFIX);
    }

    /** Whether a record of this key is a greeting, of whatever incarnation, and nothing else. */
    public static boolean is(byte[] key) {
        return key != null && is(new String(key, StandardCharsets.UTF_8));
    }

    /**
     * Where a greeting goes; empty for any other key, which goes where its hash says. For sinks of internal topics only:
     * what strangers write may look like a greeting.
     *
     * @param partitions of the topic; a greeting to a partition that it does not have is none
     */
    public static Optional<Set<Integer>> partitionOf(String key, int partitions) {
        return Optional.ofNullable(key)
                .map(GREETING::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .filter(partition -> partition < partitions)
                .map(Set::of);
    }

    /** The same for a key in bytes. */
    public static Optional<Set<Integer>> partitionOf(byte[] key, int partitions) {
        return is(key) ? partitionOf(new String(key, StandardCharsets.UTF_8), partitions) : Optional.empty();
    }
}
