package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.AskedCancel;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.CancelRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures how long the ledger's partitions are not served after an instance was killed: cancels of ids that nobody knows
 * are answered at once by whoever owns their partition. They count as cancels of the campaign. One caller at a time.
 */
public final class TakeOver {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long EVERY_MS = 100;

    private final EventSender sender;
    private final Published published;
    private final Load load;
    private int next;

    TakeOver(EventSender sender, Published published, Load load) {
        this.sender = sender;
        this.published = published;
        this.load = load;
    }

    /**
     * Asks every partition until each has answered.
     *
     * @param killedAt when the instance ended; the time counts from here
     * @return until the last partition was served; empty if that took longer than a minute
     */
    public Optional<Duration> measure(Instant killedAt) {
        int partitions = sender.partitions(EventTopics.CANCEL_REQUESTS);
        Map<Integer, List<String>> probes = new HashMap<>();
        Set<Integer> silent = new TreeSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            silent.add(partition);
        }
        List<Instant> served = new ArrayList<>();
        Instant end = killedAt.plus(LIMIT);
        while (!silent.isEmpty() && Instant.now().isBefore(end)) {
            silent.forEach(partition ->
                    probes.computeIfAbsent(partition, p -> new ArrayList<>()).add(probe(partition, partitions)));
            Patience.pause(EVERY_MS);
            silent.removeIf(
                    partition -> answer(probes.get(partition)).map(served::add).orElse(false));
        }
        return silent.isEmpty()
                ? served.stream().max(Comparator.naturalOrder()).map(last -> Duration.between(killedAt, last))
                : Optional.empty();
    }

    private Optional<Instant> answer(List<String> ids) {
        return ids.stream().flatMap(id -> published.firstOutcome(id).stream()).min(Comparator.naturalOrder());
    }

    private String probe(int partition, int partitions) {
        String id = "probe-" + next++;
        while (partitionOf(id, partitions) != partition) {
            id = "probe-" + next++;
        }
        CancelRequest cancel = CancelRequest.newBuilder()
                .setRequestId(id)
                .setCancelId(id)
                .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        byte[] value = sender.bytes(EventTopics.CANCEL_REQUESTS, cancel);
        String key = id;
        sender.post(
                new ProducerRecord<>(EventTopics.CANCEL_REQUESTS, partition, key, value),
                taken -> load.cancelled(new AskedCancel(key, key)));
        return id;
    }

    private static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
