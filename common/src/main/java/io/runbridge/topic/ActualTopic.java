package io.runbridge.topic;

import java.util.Map;

/**
 * A topic as the broker has it. Immutable, any thread.
 *
 * @param partitions how many it has
 * @param replicationFactor of its first partition
 * @param settings in force, the broker's defaults included
 */
record ActualTopic(int partitions, int replicationFactor, Map<String, String> settings) {}
