package io.runbridge.cli.deadletter;

import io.runbridge.streams.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of the topic of dead letters, as far as it says what it is: anybody may have written it. Immutable.
 *
 * @param place of the dead letter itself
 * @param time when it was written
 * @param length of the value, bytes; 0 where there is none
 * @param headers all of them, ours behind those of the original
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried on, never compared
record Letter(Place place, Instant time, byte[] key, byte[] value, int length, List<Header> headers) {

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                new Place(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                record.value() == null ? 0 : record.value().length,
                Arrays.asList(record.headers().toArray()));
    }

    /** Topic of the original. */
    Optional<String> topic() {
        return header(DeadLetter.TOPIC);
    }

    /** Place of the original as PARTITION@OFFSET. */
    Optional<String> origin() {
        return header(DeadLetter.PARTITION)
                .flatMap(partition -> header(DeadLetter.OFFSET).map(offset -> partition + "@" + offset));
    }

    /** Record time of the original. */
    Optional<Instant> originTime() {
        OptionalLong millis = number(header(DeadLetter.TIMESTAMP));
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    Optional<String> reason() {
        return header(DeadLetter.REASON);
    }

    Optional<String> message() {
        return header(DeadLetter.MESSAGE);
    }

    /** Whether something is missing; a header of that name before ours is the sender's own. */
    boolean truncated() {
        return !headers.isEmpty() && headers.get(headers.size() - 1).key().equals(DeadLetter.TRUNCATED);
    }

    /** The headers that the original had. */
    List<Header> originalHeaders() {
        int end = truncated() ? headers.size() - 1 : headers.size();
        return headers.subList(0, end).stream()
                .filter(header -> !header.key().startsWith(DeadLetter.PREFIX))
                .toList();
    }

    /** Without its value, which may be long where many are kept. */
    Letter light() {
        return new Letter(place, time, key, null, length, headers);
    }

    private Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.key().equals(name) && header.value() != null)
                .reduce((first, last) -> last)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private static OptionalLong number(Optional<String> text) {
        try {
            return text.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
