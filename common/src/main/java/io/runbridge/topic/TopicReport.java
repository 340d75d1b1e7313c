package io.runbridge.topic;

import java.util.List;

/**
 * What was found and done. Immutable, any thread.
 *
 * @param created names of the topics made now
 * @param mismatches what differs on existing topics
 * @param ledgerPartitions partitions of each of the ledger's topics
 * @param replication the fewest replicas that one of them has
 */
public record TopicReport(List<String> created, List<TopicMismatch> mismatches, int ledgerPartitions, int replication) {

    public TopicReport {
        created = List.copyOf(created);
        mismatches = List.copyOf(mismatches);
    }
}
