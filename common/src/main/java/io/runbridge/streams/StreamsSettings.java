package io.runbridge.streams;

import io.runbridge.config.FixedKafkaSettings;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.topic.TopicPromises;
import io.runbridge.topic.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka's settings for a service: our defaults, over them what the operator configured, over that what the promises rest
 * on ({@link FixedKafkaSettings}). Pure, any thread.
 */
public final class StreamsSettings {

    /** A member that is silent for so long loses its tasks, milliseconds. */
    public static final int SESSION_TIMEOUT_MS = FixedKafkaSettings.SESSION_TIMEOUT_MS;

    /** A member shows that it is alive this often, milliseconds. */
    public static final int HEARTBEAT_INTERVAL_MS = FixedKafkaSettings.HEARTBEAT_INTERVAL_MS;

    private static final String LARGE = String.valueOf(Topics.MAX_LARGE_MESSAGE_BYTES);

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "50"),
            Map.entry(StreamsConfig.POLL_MS_CONFIG, "10"),
            // Streams asks for it and will have it so by itself, so the constant is deprecated already.
            Map.entry("processing.exception.handler.global.enabled", "true"),
            Map.entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, "1"),
            Map.entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName()),
            // A killed writer's open transaction hides the survivor's claims until the broker aborts it.
            Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "5000"),
            // Streams would wait 100 ms, which is longer than a commit interval of ours.
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, "5"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGE),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGE),
            // The ledger's entries hold requests that may be as long as their topic allows, and more.
            Map.entry(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGE));

    private static final List<String> FIXED = List.of(
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG,
            StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
            StreamsConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));

    /** A broker that is away must be noticed before the patience of whoever stops us ends. */
    private static final Map<String, Object> ADMIN_DEFAULTS = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            "8000",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            "4000",
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "5000");

    private StreamsSettings() {}

    /**
     * Settings for {@code KafkaStreams}.
     *
     * @param replication how many replicas our topics have
     */
    public static Properties of(RunbridgeConfig config, String applicationId, int replication) {
        Properties settings = new Properties();
        settings.putAll(DEFAULTS);
        if (replication >= TopicPromises.SAFE_REPLICATION) {
            settings.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), "2");
        }
        settings.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                String.valueOf(config.topics().replicationFactor()));
        settings.putAll(config.kafka().properties());
        FIXED.forEach(key -> settings.put(key, FixedKafkaSettings.valueOf(key)));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + host());
        return settings;
    }

    /** Settings for an admin client that gives up within 8 s. */
    public static Map<String, Object> admin(RunbridgeConfig config, String clientId) {
        Map<String, Object> settings = new HashMap<>(ADMIN_DEFAULTS);
        Map<String, String> given = config.kafka().properties();
        given.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                settings.put(key, value);
            }
        });
        given.forEach((key, value) -> {
            if (key.startsWith(StreamsConfig.ADMIN_CLIENT_PREFIX)) {
                settings.put(key.substring(StreamsConfig.ADMIN_CLIENT_PREFIX.length()), value);
            }
        });
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return settings;
    }

    /** Names this process for people who look at the group; nothing rests on it being unique. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}
