package io.runbridge.topic;

import java.util.Map;
import java.util.Optional;

/** What the promises ask of a topic's settings, by what the topic is for. A table; immutable, any thread. */
enum TopicRole {
    /** The broker's time of a request is what the de-duplication window counts by. */
    REQUESTS(Cleanup.NOT_COMPACTED, Unread.MATTERS, 0, Stamp.BROKER),
    /** Records that others send. */
    INPUT(Cleanup.NOT_COMPACTED, Unread.MATTERS, 0, Stamp.ANY),
    /** What one service tells the other, and everybody, about the latest state of a run. */
    FEED(Cleanup.ANY, Unread.MATTERS, Topics.MAX_MESSAGE_BYTES, Stamp.ANY),
    /** What is told once. */
    OUTPUT(Cleanup.NOT_COMPACTED, Unread.IS_THE_READERS, Topics.MAX_MESSAGE_BYTES, Stamp.ANY),
    /** What is told for good. */
    CATALOG(Cleanup.ANY, Unread.IS_THE_READERS, Topics.MAX_MESSAGE_BYTES, Stamp.ANY),
    /** Records of others with the reason added. */
    DEAD_LETTERS(Cleanup.NOT_COMPACTED, Unread.IS_THE_READERS, Topics.MAX_LARGE_MESSAGE_BYTES, Stamp.ANY),
    /** What tasks tell each other; also what Streams repartitions. */
    INTERNAL(Cleanup.NOT_COMPACTED, Unread.MATTERS, Topics.MAX_LARGE_MESSAGE_BYTES, Stamp.ANY),
    /** Changelog of a store that keeps everything. */
    CHANGELOG(Cleanup.COMPACTED_ONLY, Unread.IS_THE_READERS, Topics.MAX_LARGE_MESSAGE_BYTES, Stamp.ANY),
    /** Changelog of a store that keeps a window of time. */
    WINDOW_CHANGELOG(Cleanup.COMPACTED, Unread.IS_THE_READERS, Topics.MAX_LARGE_MESSAGE_BYTES, Stamp.ANY);

    /** Which cleanup policies will do. */
    enum Cleanup {
        ANY,
        NOT_COMPACTED,
        COMPACTED,
        COMPACTED_ONLY
    }

    /** Whether a record that is deleted before it is read breaks a promise. */
    enum Unread {
        MATTERS,
        IS_THE_READERS
    }

    /** Whose clock stamps the records. */
    enum Stamp {
        ANY,
        BROKER
    }

    private static final Map<Topics, TopicRole> OWN = Map.of(
            Topics.RUN_REQUESTS, REQUESTS,
            Topics.CANCEL_REQUESTS, INPUT,
            Topics.IMPORT_REQUESTS, INPUT,
            Topics.DOUBT_DECISIONS, INPUT,
            Topics.RUN_STARTED, FEED,
            Topics.RUN_STATUS, FEED,
            Topics.JOBS, CATALOG,
            Topics.DEAD_LETTERS, DEAD_LETTERS);

    private final Cleanup cleanup;
    private final Unread unread;
    private final int leastMaxBytes;
    private final Stamp stamp;

    TopicRole(Cleanup cleanup, Unread unread, int leastMaxBytes, Stamp stamp) {
        this.cleanup = cleanup;
        this.unread = unread;
        this.leastMaxBytes = leastMaxBytes;
        this.stamp = stamp;
    }

    /** The role of a topic of the catalogue. */
    static TopicRole of(Topics topic) {
        return Optional.ofNullable(OWN.get(topic)).orElse(topic.internal() ? INTERNAL : OUTPUT);
    }

    Cleanup cleanup() {
        return cleanup;
    }

    boolean unreadMatters() {
        return unread == Unread.MATTERS;
    }

    /** Longest record that the services write there, bytes; 0 where others write. */
    int leastMaxBytes() {
        return leastMaxBytes;
    }

    boolean brokerTime() {
        return stamp == Stamp.BROKER;
    }
}
