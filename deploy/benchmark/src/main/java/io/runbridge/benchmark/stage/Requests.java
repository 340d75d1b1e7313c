package io.runbridge.benchmark.stage;

import io.runbridge.local.ContractClient;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalFailure;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes run requests as an upstream system would. Any thread, one caller at a time. */
public final class Requests implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final EventSender sender;
    private final Job job;

    /** All requests are for one job. */
    public Requests(ContractClient client, Job job) {
        this.sender = new EventSender(client);
        this.job = job;
    }

    /**
     * Writes so many requests and waits until the broker has them all.
     *
     * @param prefix of the request ids
     */
    public void send(String prefix, int count) {
        CountDownLatch missing = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            post(prefix + "-" + i, missing::countDown);
        }
        try {
            if (!missing.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LocalFailure(
                        "Tried to write " + count + " requests, but " + missing.getCount() + " are missing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    /** Writes one request without waiting. */
    public void post(String requestId, Runnable taken) {
        byte[] value = sender.bytes(EventTopics.RUN_REQUESTS, request(requestId));
        sender.post(new ProducerRecord<>(EventTopics.RUN_REQUESTS, requestId, value), metadata -> taken.run());
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
        sender.close();
    }
}
