package io.runbridge.benchmark.stage;

import io.runbridge.local.ContractClient;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes run requests for one job as an upstream system would. Any thread, one caller at a time. */
public final class Requests implements AutoCloseable {
    private static final int HOLD_LIMIT_MS = 600_000;

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Object> settings;
    private final Serializer<Object> values;
    private final Job job;

    public Requests(ContractClient client, Job job) {
        this.settings = client.producer();
        // What one request waits for others must not count as the services' time.
        this.settings.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.values = client.serializer();
        this.job = job;
    }

    /** Requests that lie on their topic and that readers of committed records do not see yet. */
    public interface Held {
        /** Lets them see all of it at once. */
        void release();
    }

    /**
     * Writes so many requests and waits until the broker has them all.
     *
     * @param topic {@link EventTopics#RUN_REQUESTS}, or one like it for a peer
     * @param prefix of the request ids
     */
    public void send(String topic, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            send(producer, topic, prefix + "-" + i);
        }
        producer.flush();
    }

    /** Writes so many requests and holds them back, ten minutes at most. */
    public Held hold(String topic, String prefix, int count) {
        Map<String, Object> transactional = new HashMap<>(settings);
        transactional.put("transactional.id", "benchmark-" + UUID.randomUUID());
        transactional.put("transaction.timeout.ms", HOLD_LIMIT_MS);
        KafkaProducer<String, byte[]> holding =
                new KafkaProducer<>(transactional, new StringSerializer(), new ByteArraySerializer());
        holding.initTransactions();
        holding.beginTransaction();
        for (int i = 0; i < count; i++) {
            send(holding, topic, prefix + "-" + i);
        }
        holding.flush();
        return () -> {
            holding.commitTransaction();
            holding.close();
        };
    }

    /** Writes one request without waiting; it leaves at once. */
    public void post(String topic, String requestId) {
        send(producer, topic, requestId);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost request is missed by whoever counts the starts
    private void send(KafkaProducer<String, byte[]> by, String topic, String requestId) {
        // The schema's subject is the contract's topic, wherever a peer reads it.
        byte[] value = values.serialize(EventTopics.RUN_REQUESTS, request(requestId));
        by.send(new ProducerRecord<>(topic, requestId, value));
    }

    private RunRequest request(String requestId) {
        return RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform(job.platform())
                .setJobType(job.type())
                .setExternalId(job.externalId())
                .setParameters(List.of(
                        Parameter.newBuilder()
                                .setName("since")
                                .setValue(requestId)
                                .build(),
                        Parameter.newBuilder().setName("retries").setValue(3L).build()))
                .setRequestedBy("benchmark")
                .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    @Override
    public void close() {
        producer.close();
        values.close();
    }
}
