package io.runbridge.topic;

/**
 * An existing topic that differs from what is wanted; it is left as it is. Immutable, any thread.
 *
 * @param topic name
 * @param setting partitions, replication.factor, or Kafka's own key
 * @param wanted by catalogue and configuration
 * @param actual on the broker
 */
public record TopicMismatch(String topic, String setting, String wanted, String actual) {}
