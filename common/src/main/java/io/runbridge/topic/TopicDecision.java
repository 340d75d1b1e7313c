package io.runbridge.topic;

import io.runbridge.ops.StartRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What to do about topics: which to create, and what differs on those that are there. Pure.
 *
 * @param missing to be created; ledger topics with as many partitions as the ledger topics that exist
 * @param mismatches what differs on existing topics, which are left alone
 * @param ledgerPartitions partitions of each ledger topic, once all are there
 */
record TopicDecision(List<WantedTopic> missing, List<TopicMismatch> mismatches, Optional<Integer> ledgerPartitions) {

    /** @throws StartRefusedException if existing ledger topics differ in their partitions */
    static TopicDecision decide(List<WantedTopic> wanted, Map<String, ActualTopic> actual) {
        Optional<Integer> ledgerPartitions = ledgerPartitions(wanted, actual);
        List<WantedTopic> missing = new ArrayList<>();
        List<TopicMismatch> mismatches = new ArrayList<>();
        for (WantedTopic topic : wanted) {
            ActualTopic there = actual.get(topic.name());
            if (there != null) {
                mismatches.addAll(compare(topic, there));
            } else if (topic.ledger()) {
                missing.add(ledgerPartitions.map(topic::withPartitions).orElse(topic));
            } else {
                missing.add(topic);
            }
        }
        return new TopicDecision(missing, mismatches, ledgerPartitions);
    }

    private static Optional<Integer> ledgerPartitions(List<WantedTopic> wanted, Map<String, ActualTopic> actual) {
        Map<String, Integer> counts = new TreeMap<>();
        wanted.stream()
                .filter(topic -> topic.ledger() && actual.containsKey(topic.name()))
                .forEach(topic ->
                        counts.put(topic.name(), actual.get(topic.name()).partitions()));
        Set<Integer> distinct = new TreeSet<>(counts.values());
        if (distinct.size() > 1) {
            throw new StartRefusedException(
                    "The ledger's topics must all have the same number of partitions, or a request"
                            + " would not meet its own cancel; they have: "
                            + counts.entrySet().stream()
                                    .map(count -> count.getKey() + " " + count.getValue())
                                    .collect(Collectors.joining(", "))
                            + ". Recreate the ones that differ.");
        }
        return distinct.stream().findFirst();
    }

    private static List<TopicMismatch> compare(WantedTopic wanted, ActualTopic actual) {
        List<TopicMismatch> mismatches = new ArrayList<>();
        if (wanted.partitions() != actual.partitions()) {
            mismatches.add(mismatch(wanted, "partitions", wanted.partitions(), actual.partitions()));
        }
        if (wanted.replicationFactor() != -1 && wanted.replicationFactor() != actual.replicationFactor()) {
            mismatches.add(
                    mismatch(wanted, "replication.factor", wanted.replicationFactor(), actual.replicationFactor()));
        }
        wanted.settings().forEach((key, value) -> {
            String there = actual.settings().getOrDefault(key, "");
            if (!equal(key, value, there)) {
                mismatches.add(mismatch(wanted, key, value, there));
            }
        });
        return mismatches;
    }

    private static TopicMismatch mismatch(WantedTopic topic, String setting, Object wanted, Object actual) {
        return new TopicMismatch(topic.name(), setting, String.valueOf(wanted), String.valueOf(actual));
    }

    /** The cleanup policy is a set in any order. */
    private static boolean equal(String key, String wanted, String actual) {
        return key.equals(TopicConfig.CLEANUP_POLICY_CONFIG)
                ? words(wanted).equals(words(actual))
                : wanted.strip().equals(actual);
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }
}
