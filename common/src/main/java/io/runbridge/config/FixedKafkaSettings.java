package io.runbridge.config;

import java.util.List;
import java.util.Optional;

/**
 * Kafka settings that the promises rest on: the services set them, the configuration may not say otherwise. Immutable,
 * any thread.
 */
public final class FixedKafkaSettings {

    /** How long the group waits for a silent member, milliseconds; the lease of a claim is shorter than this. */
    public static final int SESSION_TIMEOUT_MS = 6_000;

    /** How often a member shows that it is alive, milliseconds. */
    public static final int HEARTBEAT_INTERVAL_MS = 2_000;

    /**
     * One setting.
     *
     * @param key Kafka's own name, without a client's prefix
     * @param value what the services set; empty where they choose it themselves
     * @param reason half sentence that follows "because"
     */
    public record Fixed(String key, Optional<String> value, String reason) {}

    private static final String EXACTLY_ONCE = "exactly-once rests on it";
    private static final String LEASE = "the lease of a start is derived from it";
    private static final String SERVICE = "each service sets its own";
    private static final String NAMES = "stores and internal topics must keep their names";
    private static final String LOST = "records would be lost without a word";
    private static final String INTERNAL = "it would apply to the ledger's own topics";

    private static final List<Fixed> ALL = List.of(
            fixed("processing.guarantee", "exactly_once_v2", EXACTLY_ONCE),
            fixed("isolation.level", "read_committed", EXACTLY_ONCE),
            fixed("enable.idempotence", "true", EXACTLY_ONCE),
            fixed("enable.auto.commit", "false", EXACTLY_ONCE),
            fixed("acks", "all", EXACTLY_ONCE),
            chosen("transactional.id", EXACTLY_ONCE),
            fixed("group.protocol", "classic", LEASE),
            fixed("session.timeout.ms", String.valueOf(SESSION_TIMEOUT_MS), LEASE),
            fixed("heartbeat.interval.ms", String.valueOf(HEARTBEAT_INTERVAL_MS), LEASE),
            fixed("auto.offset.reset", "earliest", LOST),
            chosen("deserialization.exception.handler", LOST),
            chosen("default.deserialization.exception.handler", LOST),
            chosen("processing.exception.handler", LOST),
            chosen("production.exception.handler", LOST),
            chosen("default.production.exception.handler", LOST),
            chosen("errors.dead.letter.queue.topic.name", LOST),
            fixed("topology.optimization", "none", NAMES),
            fixed("ensure.explicit.internal.resource.naming", "true", NAMES),
            chosen("application.id", SERVICE),
            chosen("group.id", SERVICE),
            chosen("client.id", SERVICE),
            chosen("key.serializer", SERVICE),
            chosen("value.serializer", SERVICE),
            chosen("key.deserializer", SERVICE),
            chosen("value.deserializer", SERVICE),
            chosen("default.key.serde", SERVICE),
            chosen("default.value.serde", SERVICE),
            chosen("default.timestamp.extractor", SERVICE),
            chosen("topic.cleanup.policy", INTERNAL),
            chosen("topic.retention.ms", INTERNAL),
            chosen("topic.retention.bytes", INTERNAL),
            fixed("topic.message.timestamp.type", "LogAppendTime", INTERNAL));

    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private FixedKafkaSettings() {}

    /** The row for a setting, with or without a client's prefix; empty if the operator may choose. */
    public static Optional<Fixed> row(String key) {
        String bare = withoutClientPrefix(key);
        return ALL.stream().filter(row -> row.key().equals(bare)).findFirst();
    }

    /** What the services set for this key. */
    public static String valueOf(String key) {
        return row(key).flatMap(Fixed::value).orElseThrow();
    }

    static String withoutClientPrefix(String key) {
        return CLIENT_PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }

    private static Fixed fixed(String key, String value, String reason) {
        return new Fixed(key, Optional.of(value), reason);
    }

    private static Fixed chosen(String key, String reason) {
        return new Fixed(key, Optional.empty(), reason);
    }
}
