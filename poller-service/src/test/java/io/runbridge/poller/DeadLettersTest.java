package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.bytes;
import static io.runbridge.poller.PollerBench.started;
import static io.runbridge.poller.PollerBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLettersTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final PollerBench bench = new PollerBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // only carried to the test
    record Bad(String reason, byte[] key, RunStarted.Builder started, byte[] value) {}

    static List<Bad> badRecords() {
        return List.of(
                new Bad("NULL_VALUE", bytes("q1"), null, null),
                new Bad("BAD_MAGIC_BYTE", bytes("q1"), null, bytes("{\"requestId\":\"q1\"}")),
                new Bad("UNKNOWN_SCHEMA", bytes("q1"), null, new byte[] {0, 0, 1, 2, 3, 4}),
                new Bad("NULL_KEY", null, started("q1", "r1"), null),
                new Bad("KEY_MISMATCH", bytes("q2"), started("q1", "r1"), null),
                new Bad("KEY_MISMATCH", new byte[] {-1, -2}, started("q1", "r1"), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setPlatform(" "), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setPlatform("a/b"), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setJobType(JobType.UNKNOWN), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", ""), null),
                new Bad("INVALID_FIELD", bytes("q1"), started("q1", "r1").setNextSequence(-1), null),
                new Bad(
                        "INVALID_FIELD",
                        bytes("q1"),
                        started("q1", "r1").setStartedAt(Instant.ofEpochMilli(Long.MAX_VALUE)),
                        null),
                new Bad(
                        "INVALID_FIELD",
                        bytes("q1"),
                        started("q1", "r1").setStartedAt(Instant.ofEpochMilli(-1)),
                        null));
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void shouldBuryWhatCanNeverBeProcessedAndGoOn(Bad bad) {
        // given
        byte[] value =
                bad.started() == null ? bad.value() : bench.encode(bad.started().build());
        bench.jobs().report("good", Status.RUNNING, "RUNNING");
        // when
        bench.pipe(bad.key(), value, new RecordHeaders().add("own", bytes("kept")));
        bench.start(started("next", "good").build());
        bench.advance(SOON);
        // then
        TestRecord<byte[], byte[]> letter = bench.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo(bad.key());
        assertThat(letter.value()).isEqualTo(value);
        assertThat(text(letter.headers()))
                .containsEntry("own", "kept")
                .containsEntry("__streams.errors.topic", "run-started")
                .containsEntry("__streams.errors.partition", "0")
                .containsEntry("__streams.errors.offset", "0")
                .containsEntry("__streams.errors.exception", bad.reason())
                .containsKey("__streams.errors.message");
        assertThat(bench.history()).extracting(RunStatus::getRequestId).containsExactly("next");
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void shouldStampADeadLetterNowAndRepeatNothingOfTheValue(Bad bad) {
        byte[] value = bad.started() == null
                ? bad.value()
                : bench.encode(bad.started().setExternalId("hunter2-planted").build());

        bench.pipe(bad.key(), value, new RecordHeaders());

        TestRecord<byte[], byte[]> letter = bench.deadLetters().get(0);
        assertThat(letter.getRecordTime()).isAfterOrEqualTo(PollerBench.START);
        assertThat(text(letter.headers()))
                .containsKey("__streams.errors.timestamp")
                .allSatisfy((name, text) -> assertThat(text).doesNotContain("hunter2"));
    }

    @Test
    void shouldCutADeadLetterToItsTopicsLimit() {
        // when
        bench.pipe(bytes("q1"), new byte[5_000_000], new RecordHeaders());
        // then
        TestRecord<byte[], byte[]> letter = bench.deadLetters().get(0);
        assertThat(letter.value()).hasSizeLessThan(3_700_000);
        assertThat(text(letter.headers())).containsEntry("truncated", "true");
    }
}
