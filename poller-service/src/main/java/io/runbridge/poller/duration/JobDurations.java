package io.runbridge.poller.duration;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How long the runs of each job take, in the store {@code job-durations}: a {@link DurationSketch} by platform, job type
 * and external id, in front of it what was lately asked for. What is lost with the store is learned again from the next
 * runs. Stream thread only.
 */
public final class JobDurations {

    /** Name of the store. */
    public static final String STORE = "job-durations";

    /** Jobs that memory holds, some 200 bytes each. */
    static final int MOST_IN_MEMORY = 20_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<Job, Optional<ExpectedDuration>> lately = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Job, Optional<ExpectedDuration>> eldest) {
            return size() > MOST_IN_MEMORY;
        }
    };

    /** @param store of {@link #builder} */
    public JobDurations(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** The store, persistent and with a changelog. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray());
    }

    /**
     * Learns from a run's end, if it ended on its own: one that was cancelled or lost says nothing about how long it
     * would have taken, and one that repeats another may do a part of it only.
     *
     * @param end the terminal status; its end time counts where the platform's clock makes sense beside ours
     * @param startedAt when the platform took the start, from where the looks at a run are planned
     */
    public void ended(RunStatus end, Instant startedAt) {
        boolean onItsOwn = end.getStatus() == Status.SUCCESS || end.getStatus() == Status.FAILED;
        if (onItsOwn && end.getRerunOf() == null) {
            Instant seen = end.getObservedAt();
            Instant ended = Optional.ofNullable(end.getEndTime())
                    .filter(time -> time.isBefore(seen) && !time.isBefore(startedAt))
                    .orElse(seen);
            record(
                    new Job(end.getPlatform(), end.getJobType(), end.getExternalId()),
                    Duration.between(startedAt, ended));
        }
    }

    /** When a run of the job may be expected to end; empty as long as too few of its runs are known. */
    public Optional<ExpectedDuration> expected(String platform, JobType jobType, String externalId) {
        return lately.computeIfAbsent(
                new Job(platform, jobType, externalId), job -> sketch(job).expected());
    }

    int inMemory() {
        return lately.size();
    }

    private void record(Job job, Duration duration) {
        DurationSketch sketch = sketch(job).with(duration.toMillis());
        store.put(job.key(), sketch.toBytes());
        lately.put(job, sketch.expected());
    }

    private DurationSketch sketch(Job job) {
        return Optional.ofNullable(store.get(job.key()))
                .flatMap(DurationSketch::read)
                .orElseGet(DurationSketch::empty);
    }

    private record Job(String platform, JobType jobType, String externalId) {

        /** Unambiguous, because neither the name of a platform nor that of a type holds a slash. */
        String key() {
            return platform + '/' + jobType + '/' + externalId;
        }
    }
}
