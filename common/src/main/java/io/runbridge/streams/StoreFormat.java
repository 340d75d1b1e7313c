package io.runbridge.streams;

import io.runbridge.ops.StartRefusedException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The version of what a task's stores hold, kept beside them in a small store of its own, with a changelog like theirs. A
 * service that finds another version than it can read ends before it touches an entry. Each partition has its own
 * version, so instances need not agree on a moment to write it. Stream thread only.
 */
public final class StoreFormat {

    private static final String KEY = "format";

    private final KeyValueStore<String, Integer> store;
    private final int known;
    private boolean marked;

    private StoreFormat(KeyValueStore<String, Integer> store, int known) {
        this.store = store;
        this.known = known;
    }

    /** The store that keeps the version; its name is part of its changelog's name. */
    public static StoreBuilder<KeyValueStore<String, Integer>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Integer());
    }

    /**
     * Checks the version; to be called in {@code init}, before anything else is read.
     *
     * @param name of the store that keeps the version
     * @param known the version that this code reads and writes, from 1
     * @throws StartRefusedException if the stores hold another version; ends the process, see {@link FailurePolicy}
     */
    public static StoreFormat require(ProcessingContext context, String name, int known) {
        return require(context, name, known, known);
    }

    /**
     * Checks the version where older ones can be read too; they become the present one with the first {@link #mark}, so
     * that older code never reads what this code wrote.
     *
     * @param oldest the oldest version that this code reads, from 1 to {@code known}
     * @param known the version that this code writes
     * @throws StartRefusedException as above
     */
    public static StoreFormat require(ProcessingContext context, String name, int oldest, int known) {
        KeyValueStore<String, Integer> store = context.getStateStore(name);
        Integer found = store.get(KEY);
        if (found != null && (found < oldest || found > known)) {
            throw new StartRefusedException(
                    refusal(context.taskId() + " of " + context.applicationId(), found, oldest, known));
        }
        return new StoreFormat(store, known);
    }

    /** Writes the version where none or an older one is yet; not in {@code init}, whose writes nobody commits. */
    public void mark() {
        if (!marked) {
            marked = true;
            Integer found = store.get(KEY);
            if (found == null || found < known) {
                store.put(KEY, known);
            }
        }
    }

    private static String refusal(String task, int found, int oldest, int known) {
        String state = "The stores of task " + task + " have format " + found + ", this version reads format "
                + (oldest == known ? "" : oldest + " to ") + known + ". Nothing was changed. ";
        return found > known
                ? state + "A newer version wrote them: start that version or a later one."
                : state
                        + "It has no migration from there: start the version that wrote them, and look for the migration"
                        + " in the notes of the versions between.";
    }
}
