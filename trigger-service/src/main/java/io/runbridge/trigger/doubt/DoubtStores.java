package io.runbridge.trigger.doubt;

import io.runbridge.streams.StoreFormat;
import io.runbridge.trigger.ledger.Codecs;
import io.runbridge.trigger.ledger.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Open doubts and owned runs of the platforms of one task; keys begin with the platform's name. Stream thread only. */
public final class DoubtStores {

    private static final String DOUBTS = "doubts";
    private static final String OWNED = "owned-runs";
    private static final String FORMAT_STORE = "doubt-format";
    /** Version of what these stores hold. One that this code cannot read gets the next number. */
    private static final int FORMAT = 1;

    private static final String SEPARATOR = "/";

    private final StoreFormat format;
    private final KeyValueStore<String, Doubt> doubts;
    private final KeyValueStore<String, Long> owned;
    private String scannedUpTo = "";

    DoubtStores(ProcessingContext context) {
        this.format = StoreFormat.require(context, FORMAT_STORE, FORMAT);
        this.doubts = context.getStateStore(DOUBTS);
        this.owned = context.getStateStore(OWNED);
    }

    /** platform/requestId to doubt. */
    public static StoreBuilder<KeyValueStore<String, Doubt>> doubts() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(DOUBTS), Serdes.String(), Codecs.DOUBT.serde());
    }

    /** platform/runId to the moment the run got its owner, epoch milliseconds. */
    public static StoreBuilder<KeyValueStore<String, Long>> owned() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(OWNED), Serdes.String(), Serdes.Long());
    }

    /** The version of the others. */
    public static StoreBuilder<KeyValueStore<String, Integer>> format() {
        return StoreFormat.store(FORMAT_STORE);
    }

    /** Says in which version the others are written; to be called before something is, but not in init. */
    void mark() {
        format.mark();
    }

    void open(String platform, Doubt doubt) {
        doubts.put(key(platform, doubt.getRequestId()), doubt);
    }

    void close(String platform, String requestId) {
        doubts.delete(key(platform, requestId));
    }

    void own(String platform, String runId, long now) {
        owned.put(key(platform, RunKey.of(runId)), now);
    }

    boolean isOwned(String platform, String runId) {
        return owned.get(key(platform, RunKey.of(runId))) != null;
    }

    void forEachDoubt(BiConsumer<String, Doubt> consumer) {
        try (KeyValueIterator<String, Doubt> all = doubts.all()) {
            while (all.hasNext()) {
                KeyValue<String, Doubt> row = all.next();
                consumer.accept(row.key.substring(0, row.key.indexOf(SEPARATOR)), row.value);
            }
        }
    }

    /**
     * Forgets runs owned since before that moment; no listing goes back that far. Looks at a bounded number of rows and
     * goes on there the next time, so that millions of them stall nothing.
     */
    void forgetOwned(long before, int rows) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Long> rest = owned.range(scannedUpTo, null)) {
            String last = "";
            for (int i = 0; i < rows && rest.hasNext(); i++) {
                KeyValue<String, Long> row = rest.next();
                last = row.key;
                if (row.value < before) {
                    old.add(row.key);
                }
            }
            scannedUpTo = rest.hasNext() ? last : "";
        }
        old.forEach(owned::delete);
    }

    private static String key(String platform, String id) {
        return platform + SEPARATOR + id;
    }
}
