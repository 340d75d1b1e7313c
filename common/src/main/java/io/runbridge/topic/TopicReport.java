package io.runbridge.topic;

import java.util.List;

/**
 * What was found and done. Immutable, any thread.
 *
 * @param created names of the topics made now
 * @param mismatches what differs on existing topics
 * @param ledgerPartitions partitions of each of the ledger's topics
 */
public record TopicReport(List<String> created, List<TopicMismatch> mismatches, int ledgerPartitions) {

    public TopicReport {
        created = List.copyOf(created);
        mismatches = List.copyOf(mismatches);
    }
}
