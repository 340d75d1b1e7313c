package io.runbridge.trigger.ledger;

import io.runbridge.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Makes Streams read work in hand first. Streams picks its next input by the timestamp at the head of each partition, so
 * ranks stand in for times: claims and verdicts, then cancels and decisions, then statuses, then requests by their own
 * time. A request stamped in the year 2100 thereby stalls nothing. Stateless, any thread.
 */
public final class ReadingOrder implements TimestampExtractor {

    private static final long WORK_IN_HAND = 0;
    private static final long CANCELS = 1;
    private static final long STATUSES = 2;
    private static final long REQUESTS = 3;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        Header source = record.headers().lastHeader(Received.SOURCE);
        boolean command = record.topic().equals(Topics.RUN_COMMANDS.topicName()) && source != null;
        String topic = command ? Received.sourceTopic(source) : record.topic();
        if (topic.equals(Topics.RUN_CLAIMS.topicName()) || topic.equals(Topics.RUN_VERDICTS.topicName())) {
            return WORK_IN_HAND;
        }
        if (topic.equals(Topics.CANCEL_REQUESTS.topicName()) || topic.equals(Topics.DOUBT_DECISIONS.topicName())) {
            return CANCELS;
        }
        if (topic.equals(Topics.RUN_STATUS.topicName())) {
            return STATUSES;
        }
        return Math.max(REQUESTS, record.timestamp());
    }
}
