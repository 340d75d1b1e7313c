package io.runbridge.trigger.ledger;

import io.runbridge.streams.DeadLetter;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record as the ledger received it, with the place where its sender put it, also after it was sent on to its right
 * partition. Immutable.
 *
 * @param topic the sender's topic, likewise partition and offset
 * @param time record time, epoch milliseconds
 * @param forwarded whether it came by run-commands
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried on, never compared
record Received(
        byte[] key,
        byte[] value,
        Headers headers,
        String topic,
        int partition,
        long offset,
        long time,
        boolean forwarded) {

    /** Header of a record on run-commands: topic, partition, offset and time of the original, by spaces. */
    static final String SOURCE = "runbridge-source";

    private static final String SPACE = " ";

    static Received of(Record<byte[], byte[]> record, RecordMetadata metadata) {
        Optional<String[]> source = Optional.ofNullable(record.headers().lastHeader(SOURCE))
                .filter(header -> metadata.topic().equals(Topics.RUN_COMMANDS.topicName()))
                .map(Received::parts);
        return source.map(s -> new Received(
                        record.key(),
                        record.value(),
                        without(record.headers()),
                        s[0],
                        Integer.parseInt(s[1]),
                        Long.parseLong(s[2]),
                        Long.parseLong(s[3]),
                        true))
                .orElseGet(() -> new Received(
                        record.key(),
                        record.value(),
                        record.headers(),
                        metadata.topic(),
                        metadata.partition(),
                        metadata.offset(),
                        record.timestamp(),
                        false));
    }

    /** The topic that a record on run-commands was sent to. */
    static String sourceTopic(Header source) {
        return parts(source)[0];
    }

    private static String[] parts(Header source) {
        return new String(source.value(), StandardCharsets.UTF_8).split(SPACE, -1);
    }

    private static Headers without(Headers headers) {
        RecordHeaders copy = new RecordHeaders(headers);
        copy.remove(SOURCE);
        return copy;
    }

    /** The headers that carry this record on through run-commands. */
    Headers forwardHeaders() {
        RecordHeaders copy = new RecordHeaders(headers);
        copy.remove(SOURCE);
        String source =
                String.join(SPACE, topic, Integer.toString(partition), Long.toString(offset), Long.toString(time));
        copy.add(SOURCE, source.getBytes(StandardCharsets.UTF_8));
        return copy;
    }

    /** Names the record for ever. */
    String place() {
        return topic + "-" + partition + "-" + offset;
    }

    DeadLetter deadLetter(String reason, String message) {
        return DeadLetter.of(
                key, value, headers, new DeadLetter.Origin(topic, partition, offset, time), reason, message);
    }
}
