package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Problem;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear answer where its sender looks, and the next record is processed. */
class InputTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final TriggerDriver driver = new TriggerDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0greeting/x", "\0greeting/99", "\0greeting/0"})
    void shouldNotBeTakenInByAKeyThatLooksLikeItsOwn(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);

        driver.putRaw(Topics.RUN_REQUESTS, bytes, new byte[] {1, 2, 3});
        driver.putRaw(Topics.CANCEL_REQUESTS, bytes, null);
        driver.send(driver.request("r1")).pass(SOON);

        assertThat(driver.deadLetters()).containsExactly("BAD_MAGIC_BYTE", "NULL_VALUE");
        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldRejectAllProblemsInOneMessage() {
        driver.send(driver.request("r1")
                        .setPlatform("nowhere")
                        .setTimeoutSeconds(0)
                        .setParameters(List.of(parameter("p", 1L), parameter("p", Double.NaN))))
                .pass(SOON);

        assertThat(driver.history()).singleElement().satisfies(status -> {
            assertThat(status.getTerminal()).isTrue();
            assertThat(status.getError().getCode()).isEqualTo("UNKNOWN_PLATFORM");
            assertThat(status.getMessage())
                    .contains("platform must be one of [dbx, syn], not nowhere")
                    .contains("parameters[p] occurs more than once")
                    .contains("parameters[p] must be a finite number")
                    .contains("timeoutSeconds must be at least 1");
        });
    }

    private static Stream<Arguments> rejected() {
        Parameter plain = parameter("p", "x");
        return Stream.of(
                Arguments.of(change(r -> r.setJobType(JobType.DATABRICKS_JOB)), "INVALID_JOB_TYPE", "jobType"),
                Arguments.of(change(r -> r.setJobType(JobType.UNKNOWN)), "INVALID_JOB_TYPE", "jobType"),
                Arguments.of(change(r -> r.setTimeoutSeconds(-1)), "INVALID_TIMEOUT", "timeoutSeconds"),
                Arguments.of(parameters(parameter("p", Double.POSITIVE_INFINITY)), "INVALID_PARAMETER", "finite"),
                Arguments.of(parameters(parameter(" ", 1L)), "INVALID_PARAMETER", "blank"),
                Arguments.of(typed("9223372036854775808", DataType.INT), "INVALID_PARAMETER", "int64"),
                Arguments.of(typed(1.5, DataType.INT), "INVALID_PARAMETER", "int64"),
                Arguments.of(typed(1L, DataType.BOOL), "INVALID_PARAMETER", "BOOL"),
                Arguments.of(typed(1L, DataType.STRING), "INVALID_PARAMETER", "STRING"),
                Arguments.of(typed("x", DataType.FLOAT), "INVALID_PARAMETER", "FLOAT"),
                Arguments.of(typed("[1]", DataType.OBJECT), "INVALID_PARAMETER", "OBJECT"),
                Arguments.of(typed("{} {}", DataType.OBJECT), "INVALID_PARAMETER", "OBJECT"),
                Arguments.of(typed("{}", DataType.ARRAY), "INVALID_PARAMETER", "ARRAY"),
                Arguments.of(typed("hunter2", DataType.SECRET), "INVALID_PARAMETER", "SECRET"),
                Arguments.of(typed("x", DataType.UNKNOWN), "INVALID_PARAMETER", "dataType"),
                Arguments.of(
                        parameters(Parameter.newBuilder(plain)
                                .setDirection(Direction.UNKNOWN)
                                .build()),
                        "INVALID_PARAMETER",
                        "direction"),
                Arguments.of(
                        parameters(IntStream.range(0, 10_000)
                                .mapToObj(i -> parameter("p" + i, 1L))
                                .toArray(Parameter[]::new)),
                        "INVALID_PARAMETER",
                        "10000 entries"),
                Arguments.of(change(r -> r.setRecovery(recovery(""))), "INVALID_RECOVERY", "referenceRunId"),
                Arguments.of(
                        change(r -> r.setRecovery(recovery("run")).setParameters(List.of(plain))),
                        "INVALID_RECOVERY",
                        "parameters must be empty"));
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void shouldRejectAndNameFieldAndRule(UnaryOperator<RunRequest.Builder> change, String code, String text) {
        driver.send(change.apply(driver.request("bad")))
                .send(driver.request("good"))
                .pass(SOON);

        assertThat(driver.history()).singleElement().satisfies(status -> {
            assertThat(status.getRequestId()).isEqualTo("bad");
            assertThat(status.getError().getCode()).isEqualTo(code);
            assertThat(status.getMessage()).contains(text).doesNotContain("hunter2");
        });
        assertThat(driver.started()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void shouldAcceptTheEdgesOfInt64(long edge) {
        driver.send(driver.request("r1").setParameters(List.of(parameter("p", edge))))
                .pass(SOON);

        assertThat(driver.synapse.starts().get(0).parameters().get(0).getValue())
                .isEqualTo(edge);
    }

    private static Stream<Long> edges() {
        return Stream.of(Long.MIN_VALUE, Long.MAX_VALUE, 9007199254740993L);
    }

    @Test
    void shouldRejectARequestIdOf300Characters() {
        String id = "x".repeat(300);

        driver.send(driver.request(id)).pass(SOON);

        assertThat(driver.history()).extracting(RunStatus::getRequestId).containsExactly(id);
        assertThat(driver.synapse.starts()).isEmpty();
    }

    @Test
    void shouldAskTheAdapterForItsOwnRules() {
        driver.synapse.rules(start -> List.of(new Problem("INVALID_EXTERNAL_ID", "externalId", "must match X")));

        driver.send(driver.request("r1")).pass(SOON);

        assertThat(driver.statuses()).containsExactly("FAILED/INVALID_EXTERNAL_ID!");
    }

    @Test
    void shouldPutUnreadableRecordsAsideAndGoOn() {
        byte[] key = "r1".getBytes(StandardCharsets.UTF_8);
        byte[] good = driver.encode(driver.request("r1").build());
        byte[] unknownSchema = good.clone();
        unknownSchema[1] = 0x70;
        driver.putRaw(Topics.RUN_REQUESTS, null, good)
                .putRaw(Topics.RUN_REQUESTS, "other".getBytes(StandardCharsets.UTF_8), good)
                .putRaw(Topics.RUN_REQUESTS, key, null)
                .putRaw(Topics.RUN_REQUESTS, key, new byte[] {1, 2, 3})
                .putRaw(Topics.RUN_REQUESTS, key, unknownSchema)
                .putRaw(Topics.RUN_REQUESTS, key, new byte[2 * 1024 * 1024])
                .putRaw(Topics.CANCEL_REQUESTS, key, good);

        driver.putRaw(Topics.RUN_REQUESTS, key, good).pass(SOON);

        assertThat(driver.deadLetters())
                .containsExactly(
                        "NULL_KEY",
                        "KEY_MISMATCH",
                        "NULL_VALUE",
                        "BAD_MAGIC_BYTE",
                        "UNKNOWN_SCHEMA",
                        "VALUE_TOO_LARGE",
                        "WRONG_TYPE");
        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldPutARecordAsideThatIsTooLongToBeCarriedOn() {
        byte[] key = "r1".getBytes(StandardCharsets.UTF_8);

        driver.putRaw(Topics.RUN_REQUESTS, key, new byte[4 * 1024 * 1024])
                .send(driver.request("r1"))
                .pass(SOON);

        assertThat(driver.deadLetters()).containsExactly("RECORD_TOO_LARGE");
        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldPutARecordAsideThatFailsBeforeAnythingWasWrittenAndGoOn() {
        driver.throwing.add("check");
        driver.send(driver.request("fails")).pass(SOON);
        driver.throwing.clear();
        driver.send(driver.request("next")).pass(SOON);

        assertThat(driver.deadLetterRecords()).singleElement().satisfies(letter -> {
            assertThat(text(letter, "exception")).isEqualTo("PROCESSING_FAILED");
            assertThat(text(letter, "message"))
                    .contains("IllegalStateException")
                    .doesNotContain("broken");
        });
        assertThat(driver.started()).hasSize(1);

        driver.send(driver.request("fails")).pass(SOON);

        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldStampADeadLetterNowAndNameTheTimeOfItsOriginal() {
        driver.sendStamped(driver.request("r1").setRequestId(""), TriggerDriver.BEGIN.minus(Duration.ofDays(400)))
                .pass(SOON);

        assertThat(driver.deadLetterRecords()).singleElement().satisfies(letter -> {
            assertThat(letter.getRecordTime()).isAfterOrEqualTo(TriggerDriver.BEGIN);
            assertThat(text(letter, "timestamp"))
                    .isEqualTo(String.valueOf(
                            TriggerDriver.BEGIN.minus(Duration.ofDays(400)).toEpochMilli()));
        });
    }

    @Test
    void shouldNotRepeatTheValueInADeadLettersReason() {
        String secret = "hunter2-planted";
        byte[] key = "r1".getBytes(StandardCharsets.UTF_8);
        byte[] good = driver.encode(driver.request("r1")
                .setParameters(List.of(parameter(secret, secret)))
                .setRequestedBy(secret)
                .build());
        byte[] cut = Arrays.copyOf(good, good.length - 3);
        byte[] unknownSchema = good.clone();
        unknownSchema[1] = 0x70;
        driver.throwing.add("check");

        driver.putRaw(Topics.RUN_REQUESTS, key, secret.getBytes(StandardCharsets.UTF_8))
                .putRaw(Topics.RUN_REQUESTS, key, cut)
                .putRaw(Topics.RUN_REQUESTS, key, unknownSchema)
                .putRaw(Topics.RUN_REQUESTS, null, good)
                .putRaw(Topics.RUN_REQUESTS, "other".getBytes(StandardCharsets.UTF_8), good)
                .putRaw(Topics.CANCEL_REQUESTS, key, good)
                .putRaw(Topics.RUN_REQUESTS, key, good)
                .pass(SOON);

        assertThat(driver.deadLetterRecords()).hasSize(7).allSatisfy(letter -> assertThat(letter.headers())
                .allSatisfy(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                        .doesNotContain(secret)));
    }

    private static String text(TestRecord<byte[], byte[]> letter, String header) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + header).value(), StandardCharsets.UTF_8);
    }

    private interface Change extends UnaryOperator<RunRequest.Builder> {}

    private static Change change(Change change) {
        return change;
    }

    private static Change parameters(Parameter... parameters) {
        return request -> request.setParameters(List.of(parameters));
    }

    private static Change typed(Object value, DataType type) {
        return parameters(
                Parameter.newBuilder(parameter("p", value)).setDataType(type).build());
    }

    private static Parameter parameter(String name, Object value) {
        return Parameter.newBuilder().setName(name).setValue(value).build();
    }

    private static Recovery recovery(String runId) {
        return Recovery.newBuilder().setReferenceRunId(runId).build();
    }
}
