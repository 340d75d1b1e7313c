package io.runbridge.topic;

import io.runbridge.topic.TopicFault.Gravity;
import io.runbridge.topic.TopicFault.Remedy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Which settings of topics a service does not start with, because a promise would not survive them: of the catalogue's
 * topics and of those that Streams made for the service. Pure, any thread.
 *
 * @param applicationId begins the names of the topics that Streams makes
 * @param windowStores stores of the service whose changelogs Streams lets expire
 * @param allowUnsafeReplication whether one broker's loss may take committed records along
 */
public record TopicPromises(String applicationId, Set<String> windowStores, boolean allowUnsafeReplication) {

    /** Whatever nobody read within this time may be gone, so this long the services may be down. */
    static final Duration LEAST_RETENTION = Duration.ofHours(1);

    /** From so many replicas on a record can outlive its leader and still be acknowledged by others. */
    public static final int SAFE_REPLICATION = 3;

    private static final String CHANGELOG = "-changelog";
    private static final String REPARTITION = "-repartition";
    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;
    private static final String DELETE = TopicConfig.CLEANUP_POLICY_DELETE;

    public TopicPromises {
        windowStores = Set.copyOf(windowStores);
    }

    /** Whether Streams made a topic of this name for this service. */
    boolean madeByStreams(String topic) {
        return topic.startsWith(applicationId + "-") && (topic.endsWith(CHANGELOG) || topic.endsWith(REPARTITION));
    }

    /** All faults of these topics, by topic; topics that are not ours have none. */
    List<TopicFault> faults(Map<String, ActualTopic> topics) {
        List<TopicFault> faults = new ArrayList<>();
        new TreeMap<>(topics).forEach((name, topic) -> role(name).ifPresent(role -> {
            Look look = new Look(name, topic);
            replication(look, faults);
            cleanup(look, role, faults);
            retention(look, role, faults);
            format(look, role, faults);
        }));
        return faults;
    }

    private Optional<TopicRole> role(String name) {
        if (madeByStreams(name)) {
            return Optional.of(streamsRole(name));
        }
        return Arrays.stream(Topics.values())
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .map(TopicRole::of);
    }

    private TopicRole streamsRole(String name) {
        if (name.endsWith(REPARTITION)) {
            return TopicRole.INTERNAL;
        }
        String store = name.substring(applicationId.length() + 1, name.length() - CHANGELOG.length());
        return windowStores.contains(store) ? TopicRole.WINDOW_CHANGELOG : TopicRole.CHANGELOG;
    }

    private void replication(Look look, List<TopicFault> faults) {
        int replicas = look.topic().replicationFactor();
        long insync = look.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, 1);
        if (look.value(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG).equals("true")) {
            faults.add(look.refused(
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                    "lets a replica lead that misses committed records, so that claims vanish and runs start twice",
                    "false"));
        }
        if (insync > replicas) {
            faults.add(look.refused(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "is more than the topic's " + replicas + " replicas, so that nothing can be written",
                    replicas >= SAFE_REPLICATION ? "2" : "1"));
        }
        if (replicas > 1 && insync < 2) {
            boolean refuse = replicas >= SAFE_REPLICATION && !allowUnsafeReplication;
            faults.add(look.fault(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "lets one of its " + replicas + " replicas acknowledge alone, so that the loss of one broker may"
                            + " take committed claims along"
                            + (refuse ? " (runbridge.topics.allow-unsafe-replication accepts that)" : ""),
                    "2",
                    refuse ? Gravity.REFUSED : Gravity.WARNED));
        }
    }

    private static void cleanup(Look look, TopicRole role, List<TopicFault> faults) {
        Set<String> policies = look.words(TopicConfig.CLEANUP_POLICY_CONFIG);
        boolean compacted = policies.contains(COMPACT);
        String key = TopicConfig.CLEANUP_POLICY_CONFIG;
        switch (role.cleanup()) {
            case ANY -> {}
            case NOT_COMPACTED -> {
                if (compacted) {
                    faults.add(look.refused(
                            key, "drops all but the last record of a key, and takes none without a key", DELETE));
                }
            }
            case COMPACTED -> {
                if (!compacted) {
                    faults.add(look.refused(key, "forgets what its store still holds", COMPACT + "," + DELETE));
                }
            }
            case COMPACTED_ONLY -> {
                if (!compacted || policies.contains(DELETE)) {
                    faults.add(look.refused(key, "forgets what its store still holds", COMPACT));
                }
            }
        }
    }

    private static void retention(Look look, TopicRole role, List<TopicFault> faults) {
        if (!role.unreadMatters()
                || !look.words(TopicConfig.CLEANUP_POLICY_CONFIG).contains(DELETE)) {
            return;
        }
        long kept = look.number(TopicConfig.RETENTION_MS_CONFIG, -1);
        if (kept >= 0 && kept < LEAST_RETENTION.toMillis()) {
            faults.add(look.refused(
                    TopicConfig.RETENTION_MS_CONFIG,
                    "deletes records that nobody read while a service was down for less than an hour",
                    String.valueOf(Duration.ofDays(7).toMillis())));
        }
        if (look.number(TopicConfig.RETENTION_BYTES_CONFIG, -1) >= 0) {
            faults.add(look.fault(
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "may delete records that nobody has read yet",
                    "-1",
                    Gravity.WARNED));
        }
    }

    private static void format(Look look, TopicRole role, List<TopicFault> faults) {
        String stamp = look.value(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (role.brokerTime() && !stamp.equals("LogAppendTime")) {
            faults.add(look.refused(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "lets senders choose the time by which the de-duplication window counts",
                    "LogAppendTime"));
        }
        if (look.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.MAX_VALUE) < role.leastMaxBytes()) {
            faults.add(look.refused(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    "may refuse a record of ours, which would stop processing for good",
                    String.valueOf(role.leastMaxBytes())));
        }
    }

    /** One topic, looked at. */
    private record Look(String name, ActualTopic topic) {

        String value(String key) {
            return topic.settings().getOrDefault(key, "");
        }

        long number(String key, long absent) {
            String text = value(key);
            return text.isEmpty() ? absent : Long.parseLong(text);
        }

        Set<String> words(String key) {
            return Arrays.stream(value(key).split(",", -1)).map(String::strip).collect(Collectors.toSet());
        }

        TopicFault refused(String key, String reason, String good) {
            return fault(key, reason, good, Gravity.REFUSED);
        }

        TopicFault fault(String key, String reason, String good, Gravity gravity) {
            return new TopicFault(name, key, value(key), reason, new Remedy(key, good), gravity);
        }
    }
}
