package io.runbridge.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic as catalogue and configuration want it. Immutable, any thread.
 *
 * @param name of the topic
 * @param partitions at least 1
 * @param replicationFactor -1 for the broker's default
 * @param settings by Kafka's own names
 * @param ledger whether its partitions must agree with those of the other ledger topics
 */
public record WantedTopic(
        String name, int partitions, short replicationFactor, SortedMap<String, String> settings, boolean ledger) {

    /**
     * All topics of the catalogue.
     *
     * @param overrides settings that differ from the catalogue, by topic and Kafka's own names
     */
    public static List<WantedTopic> all(
            int partitions, int replicationFactor, Map<String, Map<String, String>> overrides) {
        return Arrays.stream(Topics.values())
                .map(topic -> {
                    SortedMap<String, String> settings = new TreeMap<>(topic.settings());
                    settings.putAll(overrides.getOrDefault(topic.topicName(), Map.of()));
                    return new WantedTopic(
                            topic.topicName(), partitions, (short) replicationFactor, settings, topic.ledger());
                })
                .toList();
    }

    WantedTopic withPartitions(int count) {
        return new WantedTopic(name, count, replicationFactor, settings, ledger);
    }

    /** With that value, unless the configuration says another. */
    WantedTopic withDefault(String setting, String value) {
        SortedMap<String, String> more = new TreeMap<>(settings);
        more.putIfAbsent(setting, value);
        return new WantedTopic(name, partitions, replicationFactor, more, ledger);
    }
}
