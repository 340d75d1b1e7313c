package io.runbridge.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that can never be processed, as it goes to {@code runbridge-dead-letters}: key, value and headers as they came,
 * with the reason in the headers that Kafka Streams itself uses. Together they fit the topic's 4 MiB, whatever came:
 * what is cut is said by a last header {@code truncated=true}. Stateless, any thread.
 *
 * @param key as it came, or null; cut beyond {@link #LONGEST_KEY} bytes
 * @param value as it came, or null; cut beyond {@link #LONGEST_VALUE} bytes
 * @param headers the original ones, of which those beyond {@link #LONGEST_HEADERS} bytes are left out, then ours
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried on, never compared
public record DeadLetter(byte[] key, byte[] value, Headers headers) {

    /** Begins the name of every header that says why; an original header with such a name is replaced. */
    public static final String PREFIX = "__streams.errors.";

    /** Topic of the original. */
    public static final String TOPIC = PREFIX + "topic";

    /** Partition of the original, decimal. */
    public static final String PARTITION = PREFIX + "partition";

    /** Offset of the original, decimal. */
    public static final String OFFSET = PREFIX + "offset";

    /** Record time of the original, epoch milliseconds, decimal. */
    public static final String TIMESTAMP = PREFIX + "timestamp";

    /** Stable code of the reason, UPPER_SNAKE. */
    public static final String REASON = PREFIX + "exception";

    /** The reason for people. */
    public static final String MESSAGE = PREFIX + "message";

    /** Stands behind all other headers if something was cut. */
    public static final String TRUNCATED = "truncated";

    /** Longest value that is kept whole, bytes. */
    public static final int LONGEST_VALUE = 3_500_000;

    /** Longest key that is kept whole, bytes. */
    public static final int LONGEST_KEY = 100_000;

    /** Most bytes of original headers that are kept. */
    public static final int LONGEST_HEADERS = 500_000;

    /** Longest record, uncompressed and with its headers, that internal topics can carry on with something added, bytes. */
    public static final int LONGEST_RECORD = 3 * 1024 * 1024;

    /** Longest message, characters. */
    private static final int LONGEST_MESSAGE = 1_000;

    /** What a header takes beside its name and value, at most, bytes. */
    private static final int HEADER_OVERHEAD = 10;

    /**
     * Where a record came from.
     *
     * @param topic its sender's topic, likewise partition and offset
     * @param time of the record, epoch milliseconds
     */
    public record Origin(String topic, int partition, long offset, long time) {}

    /**
     * Makes the dead letter of one record.
     *
     * @param reason stable code, UPPER_SNAKE
     * @param message text for people, without secrets and without any content of the value; its first 1,000 characters
     *     are kept
     */
    public static DeadLetter of(
            byte[] key, byte[] value, Headers original, Origin origin, String reason, String message) {
        RecordHeaders headers = new RecordHeaders();
        boolean cut = copy(original, headers);
        put(headers, TOPIC, origin.topic());
        put(headers, PARTITION, Integer.toString(origin.partition()));
        put(headers, OFFSET, Long.toString(origin.offset()));
        put(headers, TIMESTAMP, Long.toString(origin.time()));
        put(headers, REASON, reason);
        put(headers, MESSAGE, message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE));
        if (cut || isLonger(key, LONGEST_KEY) || isLonger(value, LONGEST_VALUE)) {
            put(headers, TRUNCATED, "true");
        }
        return new DeadLetter(
                isLonger(key, LONGEST_KEY) ? Arrays.copyOf(key, LONGEST_KEY) : key,
                isLonger(value, LONGEST_VALUE) ? Arrays.copyOf(value, LONGEST_VALUE) : value,
                headers);
    }

    /**
     * Whether the record is longer than {@link #LONGEST_RECORD}, which it can be although its topic took it: a topic's
     * limit holds for what is compressed.
     */
    public static boolean isTooLong(byte[] key, byte[] value, Headers headers) {
        long length = (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
        for (Header header : headers) {
            length += length(header);
        }
        return length > LONGEST_RECORD;
    }

    /** Returns whether some had to be left out. */
    private static boolean copy(Headers from, RecordHeaders to) {
        long length = 0;
        for (Header header : from) {
            length += length(header);
            if (length > LONGEST_HEADERS) {
                return true;
            }
            to.add(header);
        }
        return false;
    }

    private static long length(Header header) {
        return (long) HEADER_OVERHEAD
                + header.key().getBytes(StandardCharsets.UTF_8).length
                + (header.value() == null ? 0 : header.value().length);
    }

    private static boolean isLonger(byte[] bytes, int limit) {
        return bytes != null && bytes.length > limit;
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
