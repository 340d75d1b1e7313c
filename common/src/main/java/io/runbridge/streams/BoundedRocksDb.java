package io.runbridge.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all stores of the process one bounded piece of native memory; without it each store of each task would take its
 * own 50 MB cache and buffers. Made by Streams, one for each store; the shared parts live as long as the process.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long TOTAL_BYTES = 96L * 1024 * 1024;
    private static final long WRITE_BUFFERS_BYTES = 32L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int WRITE_BUFFERS = 2;

    static {
        RocksDB.loadLibrary();
    }

    /** Write buffers are charged to the cache, so that its size bounds both. */
    private static final Cache CACHE = new LRUCache(TOTAL_BYTES);

    private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    @Override
    public void close(String store, Options options) {
        // The shared cache and buffers belong to the process, not to this store.
    }
}
