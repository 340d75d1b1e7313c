package io.runbridge.trigger.ledger;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One task's entries with their two indexes, kept in step. Stream thread only. */
final class Ledger {

    private static final byte[] PRESENT = new byte[0];

    private final KeyValueStore<String, LedgerEntry> entries;
    private final KeyValueStore<String, byte[]> open;
    private final KeyValueStore<String, byte[]> expiry;
    private final Deadlines deadlines;
    /** Scans begin here, not at the tombstones of what was forgotten before. */
    private String expiredUpTo = "";

    Ledger(ProcessingContext context, Deadlines deadlines) {
        this.entries = context.getStateStore(LedgerStores.ENTRIES);
        this.open = context.getStateStore(LedgerStores.OPEN);
        this.expiry = context.getStateStore(LedgerStores.EXPIRY);
        this.deadlines = deadlines;
    }

    Optional<LedgerEntry> find(String requestId) {
        return Optional.ofNullable(entries.get(requestId));
    }

    void put(LedgerEntry before, LedgerEntry after) {
        String requestId = after.getRequestId();
        entries.put(requestId, after);
        boolean wasOpen = before != null && deadlines.open(before);
        boolean isOpen = deadlines.open(after);
        if (isOpen && !wasOpen) {
            open.put(requestId, PRESENT);
        } else if (wasOpen && !isOpen) {
            open.delete(requestId);
        }
        if (over(after) && (before == null || before.getState() != after.getState())) {
            expiry.put(HexFormat.of().toHexDigits(after.getStateSince()) + requestId, PRESENT);
        }
    }

    private static boolean over(LedgerEntry entry) {
        return entry.getState() == LedgerState.ENDED || entry.getState() == LedgerState.BARRED;
    }

    /** Every entry that is work in hand. */
    void forEachOpen(Consumer<LedgerEntry> consumer) {
        try (KeyValueIterator<String, byte[]> all = open.all()) {
            while (all.hasNext()) {
                find(all.next().key).ifPresent(consumer);
            }
        }
    }

    /**
     * Forgets entries that ended longer than the window ago.
     *
     * @param upTo all requests of a record time before this were read, so that nothing older can ask for them
     * @param limit most index rows to read
     * @return how many it read
     */
    int forget(long upTo, Duration window, int limit) {
        long before = upTo - window.toMillis();
        if (before <= 0) {
            return 0;
        }
        int read = 0;
        try (KeyValueIterator<String, byte[]> ended =
                expiry.range(expiredUpTo, HexFormat.of().toHexDigits(before))) {
            while (ended.hasNext() && read < limit) {
                KeyValue<String, byte[]> row = ended.next();
                find(row.key.substring(Long.BYTES * 2))
                        // An id that was used for a foreign run's cancel only may be a request's by now.
                        .filter(entry -> over(entry) && entry.getStateSince() <= before)
                        .ifPresent(entry -> entries.delete(entry.getRequestId()));
                expiry.delete(row.key);
                expiredUpTo = row.key;
                read++;
            }
        }
        return read;
    }
}
