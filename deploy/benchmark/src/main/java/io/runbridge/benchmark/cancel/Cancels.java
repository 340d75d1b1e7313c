package io.runbridge.benchmark.cancel;

import io.runbridge.benchmark.stage.CommittedReader;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.StartedReader;
import io.runbridge.benchmark.stage.Tally;
import io.runbridge.local.ContractClient;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has runs started and cancels them one after the other, as someone outside would. One thread. */
final class Cancels implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long EVERY_MS = 100;

    private final Map<String, Long> sentMs = new ConcurrentHashMap<>();
    private final Tally<Long> delaysMs = new Tally<>("outcomes of cancels");
    private final Requests requests;
    private final EventSender sender;
    private final Tally<String> runs = new Tally<>("started runs");
    private final StartedReader started;
    private final CommittedReader outcomes;
    private int played;

    Cancels(ContractClient client) {
        requests = new Requests(client, Job.SYNAPSE_PIPELINE);
        sender = new EventSender(client);
        started = StartedReader.fromNow(client, EventTopics.RUN_STARTED, (id, partition, seen) -> runs.add(id));
        outcomes = new CommittedReader(client, EventTopics.CANCEL_OUTCOMES, this::take);
    }

    /** How long each of so many cancels took in milliseconds, from before it was written to its outcome being read. */
    long[] play(String prefix, int count) {
        int before = runs.all().size();
        requests.send(EventTopics.RUN_REQUESTS, prefix, count);
        runs.await(before + count, LIMIT);
        for (int i = 0; i < count; i++) {
            String requestId = prefix + "-" + i;
            sentMs.put(requestId, System.currentTimeMillis());
            sender.send(CancelRequest.newBuilder()
                    .setRequestId(requestId)
                    .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .build());
            Pause.of(EVERY_MS);
        }
        delaysMs.await(played + count, LIMIT);
        long[] delays =
                delaysMs.all().stream().skip(played).mapToLong(Long::longValue).toArray();
        played += count;
        return delays;
    }

    private void take(List<Object> read, long nowMs) {
        for (Object value : read) {
            CancelOutcome outcome = (CancelOutcome) value;
            if (outcome.getOutcome() == Outcome.ACCEPTED) {
                Optional.ofNullable(sentMs.remove(outcome.getRequestId()))
                        .ifPresent(sent -> delaysMs.add(nowMs - sent));
            }
        }
    }

    @Override
    public void close() {
        outcomes.close();
        started.close();
        sender.close();
        requests.close();
    }
}
