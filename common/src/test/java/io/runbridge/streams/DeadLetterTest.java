package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.streams.DeadLetter.Origin;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {

    private static final Origin ORIGIN = new Origin("run-requests", 3, 42, 1_700_000_000_000L);

    @Test
    void shouldKeepTheOriginalAndSayWhereItCameFromAndWhy() {
        Headers original = new RecordHeaders().add("own", bytes("kept")).add("empty", null);

        DeadLetter letter = letter(bytes("key"), bytes("value"), original);

        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(letter.value()).isEqualTo(bytes("value"));
        assertThat(texts(letter.headers()))
                .containsExactly(
                        "own=kept",
                        "empty=null",
                        "__streams.errors.topic=run-requests",
                        "__streams.errors.partition=3",
                        "__streams.errors.offset=42",
                        "__streams.errors.timestamp=1700000000000",
                        "__streams.errors.exception=BAD_AVRO",
                        "__streams.errors.message=does not fit");
    }

    @Test
    void shouldNotBelieveReasonsThatTheSenderWrote() {
        Headers forged = new RecordHeaders().add(DeadLetter.TOPIC, bytes("run-claims"));

        assertThat(texts(letter(null, null, forged).headers()))
                .contains("__streams.errors.topic=run-requests")
                .doesNotContain("__streams.errors.topic=run-claims");
    }

    @ParameterizedTest
    @CsvSource({
        "3500000,  100000,  0,       false",
        "3500001,  100000,  0,       true",
        "3500000,  100001,  0,       true",
        "0,        0,       499000,  false",
        "0,        0,       500000,  true",
        "9000000,  9000000, 9000000, true",
    })
    void shouldCutToItsTopicsLimitAndSaySo(int value, int key, int header, boolean cut) {
        Headers headers = new RecordHeaders().add("first", bytes("stays")).add("long", new byte[header]);

        DeadLetter letter = letter(new byte[key], new byte[value], headers);

        List<String> texts = texts(letter.headers());
        assertThat(texts.get(texts.size() - 1).equals("truncated=true")).isEqualTo(cut);
        assertThat(texts).contains("first=stays");
        int size = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                letter.key(),
                letter.value(),
                letter.headers().toArray());
        assertThat(size).isLessThanOrEqualTo(Topics.MAX_LARGE_MESSAGE_BYTES);
    }

    @Test
    void shouldBoundTheMessage() {
        DeadLetter letter = DeadLetter.of(null, null, new RecordHeaders(), ORIGIN, "WRONG_TYPE", "x".repeat(1_000_000));

        assertThat(letter.headers().lastHeader(DeadLetter.MESSAGE).value()).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource({"3000000, 145000, 0, false", "3000000, 145729, 0, true", "0, 0, 3145729, true"})
    void shouldTellWhatIsTooLongToBeCarriedOn(int value, int key, int header, boolean tooLong) {
        Headers headers = header == 0 ? new RecordHeaders() : new RecordHeaders().add("long", new byte[header]);

        assertThat(DeadLetter.isTooLong(new byte[key], new byte[value], headers))
                .isEqualTo(tooLong);
        assertThat(DeadLetter.isTooLong(null, null, headers)).isEqualTo(header > 0);
    }

    private static DeadLetter letter(byte[] key, byte[] value, Headers original) {
        return DeadLetter.of(key, value, original, ORIGIN, "BAD_AVRO", "does not fit");
    }

    private static List<String> texts(Headers headers) {
        return Arrays.stream(headers.toArray()).map(DeadLetterTest::text).toList();
    }

    private static String text(Header header) {
        return header.key() + "="
                + (header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
