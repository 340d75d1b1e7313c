package io.runbridge.acceptance.campaign.arena;

import io.runbridge.local.ContractClient;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalFailure;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills the ledger with requests that have ended: each names a platform that nobody configured, is refused, and is
 * remembered like any other. They are no part of what the campaign compares.
 */
final class EndedRequests {
    private static final String SERVICE = "runbridge-trigger";
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final long LOOK_MS = 500;

    private EndedRequests() {}

    /** Sends so many and waits until the service has taken in all of them. */
    static void fill(ContractClient client, int count) {
        try (EventSender sender = new EventSender(client);
                Admin admin = Admin.create(Map.of("bootstrap.servers", client.bootstrapServers()))) {
            for (int i = 0; i < count; i++) {
                RunRequest request = request("ended-%07d".formatted(i));
                sender.post(
                        new ProducerRecord<>(
                                EventTopics.RUN_REQUESTS,
                                request.getRequestId(),
                                sender.bytes(EventTopics.RUN_REQUESTS, request)),
                        taken -> {});
            }
            List<TopicPartition> partitions = IntStream.range(0, sender.partitions(EventTopics.RUN_REQUESTS))
                    .mapToObj(partition -> new TopicPartition(EventTopics.RUN_REQUESTS, partition))
                    .toList();
            if (!Patience.until(LIMIT, LOOK_MS, () -> takenIn(admin, partitions) >= count)) {
                throw new LocalFailure("Waited " + LIMIT.toMinutes() + " min until " + count + " requests have ended");
            }
        }
    }

    /** How many requests the service has taken in: their topic holds nothing else, not even transaction markers. */
    private static long takenIn(Admin admin, List<TopicPartition> partitions) {
        try {
            Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(SERVICE)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return partitions.stream()
                    .map(taken::get)
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new LocalFailure("Tried to see how far the trigger-service is, but it failed", e);
        }
    }

    private static RunRequest request(String id) {
        return RunRequest.newBuilder()
                .setRequestId(id)
                .setPlatform("nowhere")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId(JobPark.SINGLE_TASK)
                .setParameters(List.of())
                .setRequestedBy("campaign")
                .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }
}
