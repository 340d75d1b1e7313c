package io.runbridge.trigger.catalog;

import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobType;
import io.runbridge.streams.SingleObject;
import io.runbridge.streams.StoreFormat;
import io.runbridge.topic.JobRecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What was published about the jobs of one task's platforms, the imports that are owed an outcome, and when each platform
 * was imported last. Keys begin with the platform's name. Stream thread only.
 */
public final class CatalogStores {

    private static final String JOBS = "known-jobs";
    private static final String IMPORTS = "open-imports";
    private static final String TIMES = "import-times";
    private static final String FORMAT_STORE = "catalog-format";
    /** Version of what these stores hold. One that this code cannot read gets the next number. */
    private static final int FORMAT = 1;

    private static final String SEPARATOR = "/";

    private static final SingleObject<Job> JOB = SingleObject.of(Job::toByteBuffer, Job::fromByteBuffer);
    private static final SingleObject<ImportRequest> IMPORT =
            SingleObject.of(ImportRequest::toByteBuffer, ImportRequest::fromByteBuffer);

    private final StoreFormat format;
    private final KeyValueStore<String, Job> jobs;
    private final KeyValueStore<String, ImportRequest> imports;
    private final KeyValueStore<String, Long> times;

    CatalogStores(ProcessingContext context) {
        this.format = StoreFormat.require(context, FORMAT_STORE, FORMAT);
        this.jobs = context.getStateStore(JOBS);
        this.imports = context.getStateStore(IMPORTS);
        this.times = context.getStateStore(TIMES);
    }

    /** Key of the topic {@code jobs} to what stands there. */
    public static StoreBuilder<KeyValueStore<String, Job>> jobs() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(JOBS), Serdes.String(), JOB.serde());
    }

    /** platform/scope to the request for it. */
    public static StoreBuilder<KeyValueStore<String, ImportRequest>> imports() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(IMPORTS), Serdes.String(), IMPORT.serde());
    }

    /** Platform to the moment its last import of everything ended, epoch milliseconds. */
    public static StoreBuilder<KeyValueStore<String, Long>> times() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TIMES), Serdes.String(), Serdes.Long());
    }

    /** The version of the others. */
    public static StoreBuilder<KeyValueStore<String, Integer>> format() {
        return StoreFormat.store(FORMAT_STORE);
    }

    /** Says in which version the others are written; to be called before something is, but not in init. */
    void mark() {
        format.mark();
    }

    /** Bytes that a job takes here, and about as many on its topic. */
    static int length(Job job) {
        return JOB.write(job).length;
    }

    Optional<Job> job(String key) {
        return Optional.ofNullable(jobs.get(key));
    }

    void keep(String key, Job job) {
        jobs.put(key, job);
    }

    void forget(String key) {
        jobs.delete(key);
    }

    /** External ids of the known jobs of one type. */
    List<String> ids(String platform, JobType jobType) {
        List<String> ids = new ArrayList<>();
        String prefix = JobRecordKey.prefix(platform, jobType);
        try (KeyValueIterator<String, Job> found = jobs.prefixScan(prefix, new StringSerializer())) {
            found.forEachRemaining(row -> ids.add(row.key.substring(prefix.length())));
        }
        return ids;
    }

    /** Owes an outcome; a request of the same scope that waits already is owed the same one. */
    void open(ImportRequest request) {
        imports.putIfAbsent(importKey(request), request);
    }

    void close(ImportRequest request) {
        imports.delete(importKey(request));
    }

    /** All that are owed an outcome. */
    List<ImportRequest> open() {
        List<ImportRequest> open = new ArrayList<>();
        try (KeyValueIterator<String, ImportRequest> all = imports.all()) {
            while (all.hasNext()) {
                KeyValue<String, ImportRequest> row = all.next();
                open.add(row.value);
            }
        }
        return open;
    }

    private static String importKey(ImportRequest request) {
        String jobType =
                request.getJobType() == null ? "" : request.getJobType().name();
        String externalId = request.getExternalId() == null ? "" : SEPARATOR + request.getExternalId();
        return request.getPlatform() + SEPARATOR + jobType + externalId;
    }

    Optional<Long> importedAt(String platform) {
        return Optional.ofNullable(times.get(platform));
    }

    void imported(String platform, long now) {
        times.put(platform, now);
    }
}
