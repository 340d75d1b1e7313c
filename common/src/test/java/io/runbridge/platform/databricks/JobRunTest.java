package io.runbridge.platform.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.platform.Observation;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobRunTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "QUEUED,            ,                                QUEUED,                                     STARTING",
        "PENDING,           ,                                PENDING,                                    STARTING",
        "BLOCKED,           ,                                BLOCKED,                                    STARTING",
        "RUNNING,           ,                                RUNNING,                                    RUNNING",
        "RUNNING,           FAILED,                          RUNNING,                                    RUNNING",
        "TERMINATING,       CANCELED,                        TERMINATING,                                RUNNING",
        "WAITING_FOR_RETRY, FAILED,                          WAITING_FOR_RETRY,                          RUNNING",
        "TERMINATED,        SUCCESS,                         TERMINATED/SUCCESS,                         SUCCESS",
        "TERMINATED,        SUCCESS_WITH_FAILURES,           TERMINATED/SUCCESS_WITH_FAILURES,           SUCCESS",
        "TERMINATED,        FAILED,                          TERMINATED/FAILED,                          FAILED",
        "TERMINATED,        TIMEDOUT,                        TERMINATED/TIMEDOUT,                        FAILED",
        "TERMINATED,        UPSTREAM_FAILED,                 TERMINATED/UPSTREAM_FAILED,                 FAILED",
        "TERMINATED,        MAXIMUM_CONCURRENT_RUNS_REACHED, TERMINATED/MAXIMUM_CONCURRENT_RUNS_REACHED, FAILED",
        "TERMINATED,        EXCLUDED,                        TERMINATED/EXCLUDED,                        FAILED",
        "TERMINATED,        DISABLED,                        TERMINATED/DISABLED,                        FAILED",
        "TERMINATED,        CANCELED,                        TERMINATED/CANCELED,                        CANCELLED",
        "TERMINATED,        UPSTREAM_CANCELED,               TERMINATED/UPSTREAM_CANCELED,               CANCELLED",
        "SKIPPED,           ,                                SKIPPED,                                    FAILED",
        "SKIPPED,           MAXIMUM_CONCURRENT_RUNS_REACHED, SKIPPED/MAXIMUM_CONCURRENT_RUNS_REACHED,    FAILED",
        "INTERNAL_ERROR,    ,                                INTERNAL_ERROR,                             FAILED",
        "INTERNAL_ERROR,    FAILED,                          INTERNAL_ERROR/FAILED,                      FAILED",
        "INTERNAL_ERROR,    NEW_WORD,                        INTERNAL_ERROR/NEW_WORD,                    FAILED",
        "INTERNAL_ERROR,    CANCELED,                        INTERNAL_ERROR/CANCELED,                    CANCELLED",
        "TERMINATED,        ,                                TERMINATED,                                 UNKNOWN",
        "TERMINATED,        NEW_WORD,                        TERMINATED/NEW_WORD,                        UNKNOWN",
        "HIBERNATING,       ,                                HIBERNATING,                                UNKNOWN",
        "HIBERNATING,       SUCCESS,                         HIBERNATING/SUCCESS,                        UNKNOWN",
    })
    void shouldDecodeTheState(String lifeCycle, String result, String words, Status status) {
        // when
        JobRun run = JobRun.of(state(lifeCycle, result));

        // then
        assertThat(run.platformStatus()).isEqualTo(words);
        assertThat(run.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(LifeCycleState.class)
    void shouldDecodeEveryLifeCycleWithASuccessfulResult(LifeCycleState lifeCycle) {
        // when
        Status status = JobRun.of(state(lifeCycle.name(), "SUCCESS")).status();

        // then
        assertThat(status == Status.SUCCESS).isEqualTo(lifeCycle == LifeCycleState.TERMINATED);
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKED,     ,                    BLOCKED,                        STARTING",
        "PENDING,     ,                    PENDING,                        STARTING",
        "QUEUED,      ,                    QUEUED,                         STARTING",
        "RUNNING,     ,                    RUNNING,                        RUNNING",
        "WAITING,     ,                    WAITING,                        RUNNING",
        "TERMINATING, ,                    TERMINATING,                    RUNNING",
        "TERMINATED,  SUCCESS,             TERMINATED/SUCCESS,             SUCCESS",
        "TERMINATED,  RUN_EXECUTION_ERROR, TERMINATED/RUN_EXECUTION_ERROR, FAILED",
        "TERMINATED,  USER_CANCELED,       TERMINATED/USER_CANCELED,       CANCELLED",
        "TERMINATED,  NEW_CODE,            TERMINATED/NEW_CODE,            UNKNOWN",
        "TERMINATED,  ,                    TERMINATED,                     UNKNOWN",
        "HIBERNATING, SUCCESS,             HIBERNATING/SUCCESS,            UNKNOWN",
    })
    void shouldDecodeTheStatusWhereThereIsNoState(String word, String code, String words, Status status) {
        // when
        JobRun run = JobRun.of(status(Json.object(), word, code));

        // then
        assertThat(run.platformStatus()).isEqualTo(words);
        assertThat(run.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(TerminationCode.class)
    void shouldEndARunForEveryTerminationCode(TerminationCode code) {
        // when
        Status status =
                JobRun.of(status(Json.object(), "TERMINATED", code.name())).status();

        // then
        assertThat(status)
                .isEqualTo(
                        switch (code) {
                            case SUCCESS, SUCCESS_WITH_FAILURES -> Status.SUCCESS;
                            case USER_CANCELED, CANCELED -> Status.CANCELLED;
                            default -> Status.FAILED;
                        });
    }

    @Test
    void shouldHearTheSecondWitnessIfTheFirstSaysNothingKnown() {
        // when
        JobRun run = JobRun.of(status(state("TERMINATED", "NEW_WORD"), "TERMINATED", "SUCCESS"));

        // then
        assertThat(run.status()).isEqualTo(Status.SUCCESS);
        assertThat(run.platformStatus()).isEqualTo("TERMINATED/SUCCESS");
    }

    @Test
    void shouldBelieveTheFirstWitnessIfBothAreKnown() {
        // when
        JobRun run = JobRun.of(status(state("INTERNAL_ERROR", "FAILED"), "TERMINATED", "RUN_EXECUTION_ERROR"));

        // then
        assertThat(run.platformStatus()).isEqualTo("INTERNAL_ERROR/FAILED");
        assertThat(run.observation(NOW).errorCode()).contains("RUN_EXECUTION_ERROR");
    }

    @Test
    void shouldKeepARunOpenThatSaysNothing() {
        // when
        Observation seen = JobRun.of(Json.object()).observation(NOW);

        // then
        assertThat(seen.status()).isEqualTo(Status.UNKNOWN);
        assertThat(seen.terminal()).isFalse();
    }

    @Test
    void shouldTellTimesMessageAndPage() {
        // given
        ObjectNode run = state("TERMINATED", "FAILED");
        ((ObjectNode) run.get("state")).put("state_message", "Task a failed");
        run.put("start_time", 1_770_000_000_000L).put("end_time", 1_770_000_060_000L);
        run.put("run_page_url", "https://adb-1.azuredatabricks.net/?o=1#job/2/run/3");

        // when
        Observation seen = JobRun.of(run).observation(NOW);

        // then
        assertThat(seen)
                .isEqualTo(new Observation(
                        Status.FAILED,
                        "TERMINATED/FAILED",
                        Optional.of("Task a failed"),
                        Optional.of("FAILED"),
                        Optional.of(Instant.ofEpochMilli(1_770_000_000_000L)),
                        Optional.of(Instant.ofEpochMilli(1_770_000_060_000L)),
                        NOW,
                        Optional.of("https://adb-1.azuredatabricks.net/?o=1#job/2/run/3")));
    }

    @Test
    void shouldCutALongMessageBetweenCharacters() {
        // given
        ObjectNode run = state("TERMINATED", "FAILED");
        ((ObjectNode) run.get("state")).put("state_message", "x".repeat(3_999) + "\uD83D\uDE00 and more");

        // when
        Observation seen = JobRun.of(run).observation(NOW);

        // then
        assertThat(seen.message()).contains("x".repeat(3_999));
    }

    @Test
    void shouldTakeZeroAsNotYet() {
        // when
        Observation seen = JobRun.of(state("PENDING", null).put("start_time", 0).put("end_time", 0))
                .observation(NOW);

        // then
        assertThat(seen.startTime()).isEmpty();
        assertThat(seen.endTime()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "//x/y", "https://x/\"><script>", "ftp://x"})
    void shouldPassOnNoPageThatIsNoWebAddress(String url) {
        // then
        assertThat(JobRun.of(state("RUNNING", null).put("run_page_url", url))
                        .observation(NOW)
                        .monitoringUrl())
                .isEmpty();
    }

    @Test
    void shouldSayWhyARunWaits() {
        // given
        JsonNode run = Json.read("{\"state\":{\"life_cycle_state\":\"QUEUED\",\"state_message\":\"\"},\"status\":"
                        + "{\"state\":\"QUEUED\",\"queue_details\":{\"code\":\"X\",\"message\":\"too many runs\"}}}")
                .orElseThrow();

        // then
        assertThat(JobRun.of(run).observation(NOW).message()).contains("X: too many runs");
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, CODE, details, reason, said, CODE: details",
        "QUEUED, CODE, , reason, said, CODE: reason",
        "QUEUED, CODE, , , said, CODE",
        "QUEUED, , details, reason, said, details",
        "QUEUED, , , reason, said, reason",
        "QUEUED, , , , said, said",
        "QUEUED, , , , ,",
        "BLOCKED, CODE, details, , , CODE: details",
        "PENDING, , , , Waiting for cluster, Waiting for cluster",
        "RUNNING, CODE, details, reason, In run, In run",
        "WAITING_FOR_RETRY, CODE, details, , Attempt 1 failed, Attempt 1 failed"
    })
    void shouldGiveTheCauseThatTheWorkspaceNames(
            String word, String code, String details, String reason, String said, String message) {
        // given
        ObjectNode run = state(word, null);
        ObjectNode state = (ObjectNode) run.get("state");
        ObjectNode queue = run.putObject("status").put("state", word).putObject("queue_details");
        state.put("queue_reason", reason).put("state_message", said);
        queue.put("code", code).put("message", details);

        // then
        assertThat(JobRun.of(run).observation(NOW).message()).isEqualTo(Optional.ofNullable(message));
    }

    @ParameterizedTest
    @EnumSource(LifeCycleState.class)
    void shouldHintAtWhatAWaitingRunWaitsForWhereNothingIsSaid(LifeCycleState lifeCycle) {
        // when
        Optional<String> message =
                JobRun.of(state(lifeCycle.name(), null)).observation(NOW).message();

        // then
        assertThat(message).isEqualTo(lifeCycle.hint());
        assertThat(message.isPresent())
                .isEqualTo(
                        switch (lifeCycle) {
                            case BLOCKED, WAITING_FOR_RETRY, TERMINATING -> true;
                            case QUEUED, PENDING, RUNNING, TERMINATED, SKIPPED, INTERNAL_ERROR -> false;
                        });
    }

    @Test
    void shouldSayThatInnerTasksFailed() {
        // then
        assertThat(JobRun.of(state("TERMINATED", "SUCCESS_WITH_FAILURES"))
                        .observation(NOW)
                        .message())
                .hasValueSatisfying(message -> assertThat(message).contains("Some tasks failed"));
    }

    @Test
    void shouldCutALongMessage() {
        // given
        ObjectNode run = state("TERMINATED", "FAILED");
        ((ObjectNode) run.get("state")).put("state_message", "x".repeat(10_000));

        // then
        assertThat(JobRun.of(run).observation(NOW).message()).contains("x".repeat(4_000));
    }

    private static ObjectNode state(String lifeCycle, String result) {
        ObjectNode run = Json.object();
        ObjectNode state = run.putObject("state").put("life_cycle_state", lifeCycle);
        if (result != null) {
            state.put("result_state", result);
        }
        return run;
    }

    private static ObjectNode status(ObjectNode run, String word, String code) {
        ObjectNode status = run.putObject("status").put("state", word);
        if (code != null) {
            status.putObject("termination_details").put("code", code);
        }
        return run;
    }
}
