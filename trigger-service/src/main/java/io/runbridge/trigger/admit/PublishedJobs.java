package io.runbridge.trigger.admit;

import io.runbridge.event.Decoding;
import io.runbridge.event.EventDecoder;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobType;
import io.runbridge.topic.JobRecordKey;
import io.runbridge.topic.Topics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What stands on the topic {@code jobs}, which every instance reads as a whole before it begins, so that a request meets
 * its job wherever either lies. A record that cannot be read is no job. Stream thread only.
 */
public final class PublishedJobs {

    private static final String STORE = "published-jobs";
    private static final int MOST_DECODED = 1_000;

    @SuppressWarnings("ArrayRecordComponent") // compared by the one who asks
    private record Decoded(byte[] bytes, Optional<Job> job) {}

    private final KeyValueStore<String, byte[]> store;
    private final EventDecoder<Job> decoder;
    private final Map<String, Decoded> decoded = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Decoded> eldest) {
            return size() > MOST_DECODED;
        }
    };

    /** The view of one task. */
    public PublishedJobs(ProcessingContext context, RegistryClient registry, RegistryPatience patience) {
        this.store = context.getStateStore(STORE);
        this.decoder = new EventDecoder<>(registry, Topics.JOBS.topicName(), Job.class, patience);
    }

    /** Makes every instance read the topic. */
    public static void addTo(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "published-jobs-input",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.JOBS.topicName(),
                "published-jobs-keeper",
                Keeper::new);
    }

    private static final class Keeper extends ContextualProcessor<String, byte[], Void, Void> {

        @Override
        public void process(Record<String, byte[]> record) {
            if (record.key() != null) {
                KeyValueStore<String, byte[]> jobs = context().getStateStore(STORE);
                jobs.put(record.key(), record.value());
            }
        }
    }

    /** The job as it was imported; empty if it was not, or is gone. */
    public Optional<Job> find(String platform, JobType jobType, String externalId) {
        String key = JobRecordKey.of(platform, jobType, externalId);
        byte[] bytes = store.get(key);
        if (bytes == null) {
            decoded.remove(key);
            return Optional.empty();
        }
        Decoded known = decoded.get(key);
        if (known == null || !Arrays.equals(known.bytes(), bytes)) {
            known = new Decoded(bytes, decode(bytes));
            decoded.put(key, known);
        }
        return known.job();
    }

    private Optional<Job> decode(byte[] bytes) {
        return decoder.decode(bytes) instanceof Decoding.Decoded<Job> job ? Optional.of(job.event()) : Optional.empty();
    }
}
