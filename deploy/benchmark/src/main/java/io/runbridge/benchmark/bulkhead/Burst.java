package io.runbridge.benchmark.bulkhead;

import io.runbridge.benchmark.stage.CommittedReader;
import io.runbridge.benchmark.stage.Tally;
import io.runbridge.local.ContractClient;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks all workspaces for runs at once and waits until those of the live ones were started. One thread. */
final class Burst implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String JOB = "43";

    private final EventSender sender;
    private final Tally<Long> started = new Tally<>("starts");
    private final CommittedReader reader;
    private final int workspaces;
    private final String last;

    Burst(ContractClient client, int workspaces) {
        this.workspaces = workspaces;
        this.last = Workspaces.name(workspaces - 1);
        sender = new EventSender(client);
        reader = new CommittedReader(client, EventTopics.RUN_STARTED, this::take);
    }

    /** Sends so many requests to each workspace; how many runs a second were started in all but the last. */
    double send(String prefix, int each, int others) {
        int before = started.all().size();
        long beginMs = System.currentTimeMillis();
        for (int i = 0; i < each * workspaces; i++) {
            RunRequest request = RunRequest.newBuilder()
                    .setRequestId(prefix + "-" + i)
                    .setPlatform(Workspaces.name(i % workspaces))
                    .setJobType(JobType.DATABRICKS_JOB)
                    .setExternalId(JOB)
                    .setParameters(List.of())
                    .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .build();
            byte[] value = sender.bytes(EventTopics.RUN_REQUESTS, request);
            sender.post(new ProducerRecord<>(EventTopics.RUN_REQUESTS, request.getRequestId(), value), metadata -> {});
        }
        started.await(before + each * others, LIMIT);
        long endMs = started.all().get(before + each * others - 1);
        return each * others * 1_000.0 / (endMs - beginMs);
    }

    private void take(List<Object> read, long nowMs) {
        for (Object value : read) {
            if (!((RunStarted) value).getPlatform().equals(last)) {
                started.add(nowMs);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
        sender.close();
    }
}
