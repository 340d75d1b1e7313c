package io.runbridge.trigger.ledger;

import io.runbridge.streams.StoreFormat;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The ledger's stores, all persistent and changelogged. Names are part of the changelog topics' names. */
public final class LedgerStores {

    static final String ENTRIES = "ledger";
    static final String OPEN = "ledger-open";
    static final String EXPIRY = "ledger-expiry";

    static final String FORMAT_STORE = "ledger-format";

    /** Version of what these stores hold. One that this code cannot read gets the next number. */
    static final int FORMAT = 2;

    /** Format 1 held entries without their lineage and knew no job of Data Factory; they are read as they are. */
    static final int OLDEST_FORMAT = 1;

    private LedgerStores() {}

    /** requestId to entry. */
    public static StoreBuilder<KeyValueStore<String, LedgerEntry>> entries() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ENTRIES), Serdes.String(), Codecs.ENTRY.serde());
    }

    /** requestIds of work in hand, so that a restarted task need not read every entry. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> open() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(OPEN), Serdes.String(), Serdes.ByteArray());
    }

    /** Moment of the end in hex, then requestId: what to forget next comes first. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> expiry() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(EXPIRY), Serdes.String(), Serdes.ByteArray());
    }

    /** The version of the others. */
    public static StoreBuilder<KeyValueStore<String, Integer>> format() {
        return StoreFormat.store(FORMAT_STORE);
    }
}
