package io.runbridge.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that can never be processed, as it goes to {@code runbridge-dead-letters}: key, value and headers as they came,
 * with the reason in the headers that Kafka Streams itself uses. Stateless, any thread.
 *
 * @param key as it came, or null; cut like the value
 * @param value as it came, or null; cut beyond {@link #LONGEST} bytes, then with the header {@code truncated=true}
 * @param headers the original ones and {@code __streams.errors.topic, .partition, .offset, .exception, .message}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried on, never compared
public record DeadLetter(byte[] key, byte[] value, Headers headers) {

    /** Longest key or value that is kept whole, bytes; leaves room for headers within the topic's 4 MiB. */
    public static final int LONGEST = 3_500_000;

    private static final String PREFIX = "__streams.errors.";
    private static final int LONGEST_KEY = 100_000;

    /**
     * Makes the dead letter of one record.
     *
     * @param topic where the record came from, likewise partition and offset
     * @param reason stable code, UPPER_SNAKE
     * @param message text for people, without secrets
     */
    public static DeadLetter of(
            byte[] key,
            byte[] value,
            Headers original,
            String topic,
            int partition,
            long offset,
            String reason,
            String message) {
        RecordHeaders headers = new RecordHeaders(original);
        put(headers, PREFIX + "topic", topic);
        put(headers, PREFIX + "partition", Integer.toString(partition));
        put(headers, PREFIX + "offset", Long.toString(offset));
        put(headers, PREFIX + "exception", reason);
        put(headers, PREFIX + "message", message);
        boolean cutKey = key != null && key.length > LONGEST_KEY;
        boolean cutValue = value != null && value.length > LONGEST;
        if (cutKey || cutValue) {
            put(headers, "truncated", "true");
        }
        return new DeadLetter(
                cutKey ? Arrays.copyOf(key, LONGEST_KEY) : key,
                cutValue ? Arrays.copyOf(value, LONGEST) : value,
                headers);
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
