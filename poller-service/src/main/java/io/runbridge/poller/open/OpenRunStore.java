package io.runbridge.poller.open;

import io.runbridge.poller.run.OpenRun;
import io.runbridge.streams.OlderSchemas;
import io.runbridge.streams.SingleObject;
import io.runbridge.streams.StoreFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The runs of one task in its stores. {@code open-runs} holds open runs only, so that a restart reads no ended one.
 * {@code closed-runs} remembers ended runs for as long as run-started keeps their record, so that a record which is read
 * again (offsets expired or were reset) reopens nothing; it is a window store, which drops old days whole and leaves no
 * tombstones. Stream thread only.
 */
public final class OpenRunStore {

    /** Name of the store of open runs. */
    public static final String OPEN = "open-runs";

    /** Name of the store of ended runs. */
    public static final String CLOSED = "closed-runs";

    /** Name of the store of how far surveys of changes have come. */
    public static final String PROGRESS = "survey-progress";

    /** Name of the store that keeps the version of the others. */
    public static final String FORMAT_STORE = "open-runs-format";

    /** Version of what the other stores hold. One that older code cannot read gets the next number. */
    static final int FORMAT = 3;

    /**
     * Format 1 held open runs without the time and the signs of their state, format 2 without their lineage and the names
     * of their secrets; they are read as they are.
     */
    static final int OLDEST_FORMAT = 1;

    private static final SingleObject<OpenRun> RUN = SingleObject.of(
            OpenRun::toByteBuffer,
            OpenRun.createDecoder(OlderSchemas.beside(OpenRun.class, "OpenRun-1.avsc", "OpenRun-2.avsc"))::decode);
    private static final Duration REMEMBERED = Duration.ofDays(90);

    /** A start this much later than an end is not the one that led to it, however far apart the two clocks are. */
    private static final Duration SAME_START = Duration.ofHours(1);

    private final StoreFormat format;
    private final KeyValueStore<String, OpenRun> open;
    private final WindowStore<String, String> closed;
    private final KeyValueStore<String, Long> progress;

    OpenRunStore(ProcessingContext context) {
        this.format = StoreFormat.require(context, FORMAT_STORE, OLDEST_FORMAT, FORMAT);
        this.open = context.getStateStore(OPEN);
        this.closed = context.getStateStore(CLOSED);
        this.progress = context.getStateStore(PROGRESS);
    }

    /** All stores, persistent and with a changelog. */
    public static List<StoreBuilder<?>> builders() {
        return List.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(OPEN), Serdes.String(), RUN.serde()),
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(CLOSED, REMEMBERED, Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.String()),
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(PROGRESS), Serdes.String(), Serdes.Long()),
                StoreFormat.store(FORMAT_STORE));
    }

    /** Says in which version the stores are written; not in init. */
    void mark() {
        format.mark();
    }

    Optional<OpenRun> find(String platform, String requestId) {
        return Optional.ofNullable(open.get(key(platform, requestId)));
    }

    /**
     * Whether this very run has ended since it was handed over so; a later run under the same requestId is another one.
     * The same run handed over again is open again, for whoever did that waits for its end: once the ledger has forgotten
     * a request, it may be made anew, and Databricks answers a token that it still knows with the run of then.
     */
    boolean closed(String platform, String requestId, String runId, Instant startedAt) {
        try (WindowStoreIterator<String> ends =
                closed.fetch(key(platform, requestId), Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))) {
            while (ends.hasNext()) {
                KeyValue<Long, String> end = ends.next();
                if (end.value.equals(runId)
                        && !startedAt.isAfter(Instant.ofEpochMilli(end.key).plus(SAME_START))) {
                    return true;
                }
            }
            return false;
        }
    }

    void put(OpenRun run) {
        format.mark(); // before the first value that older code cannot read
        open.put(key(run), run);
    }

    void close(OpenRun run, long nowMs) {
        open.delete(key(run));
        closed.put(key(run), run.getRunId(), nowMs);
    }

    /** Up to which time of a platform its changes have been taken. */
    void progress(String platform, Instant at) {
        progress.put(platform, at.toEpochMilli());
    }

    /** The same by platform. */
    Map<String, Instant> progress() {
        Map<String, Instant> all = new HashMap<>();
        try (KeyValueIterator<String, Long> platforms = progress.all()) {
            platforms.forEachRemaining(entry -> all.put(entry.key, Instant.ofEpochMilli(entry.value)));
        }
        return all;
    }

    /**
     * Reads open runs in the order of their keys, a helping at a time.
     *
     * @param after key of the last one that was read, empty for none
     * @return the key of the last one now, empty if there are no more
     */
    Optional<String> readOpen(Optional<String> after, int most, Consumer<OpenRun> consumer) {
        int read = 0;
        try (KeyValueIterator<String, OpenRun> runs = open.range(after.orElse(null), null)) {
            while (runs.hasNext()) {
                KeyValue<String, OpenRun> next = runs.next();
                if (after.isPresent() && next.key.equals(after.get())) {
                    continue;
                }
                consumer.accept(next.value);
                read++;
                if (read == most) {
                    return Optional.of(next.key);
                }
            }
        }
        return Optional.empty();
    }

    private static String key(OpenRun run) {
        return key(run.getPlatform(), run.getRequestId());
    }

    /** Unambiguous, because the name of a platform holds no slash. */
    private static String key(String platform, String requestId) {
        return platform + '/' + requestId;
    }
}
