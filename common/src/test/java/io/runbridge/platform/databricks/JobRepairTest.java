package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRepairTest {

    private static final JobType TYPE = JobType.DATABRICKS_WORKFLOW;
    private static final String NEVER = "{\"type\":\"ORIGINAL\",\"start_time\":100,\"end_time\":900}";
    private static final String ONCE = NEVER + ",{\"type\":\"REPAIR\",\"id\":21,\"start_time\":1000,\"end_time\":1900}";
    private static final String TWICE = NEVER + ",{\"type\":\"REPAIR\",\"id\":5,\"start_time\":2000,\"end_time\":0}"
            + ",{\"type\":\"REPAIR\",\"id\":21,\"start_time\":1000,\"end_time\":1900}";

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NEVER + "| after none, ended 1900",
                ONCE + " | after 21, ended 1900",
                TWICE + "| after 5, ended 1900",
            })
    void shouldLearnWhereTheRunStands(String history, String point) {
        // given
        holding("TERMINATED", "FAILED", history);

        // then
        assertThat(adapter().needsPrecondition(repair())).isTrue();
        assertThat(success(adapter().precondition(repair()))).isEqualTo(point);
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.2/jobs/runs/get?run_id=7&include_history=true");
        assertThat(adapter().needsPrecondition(repair().under(Optional.of(point))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,, 42, 'run 7 has not ended (RUNNING): only a run that has ended can be repaired'",
        "QUEUED,, 42, 'run 7 has not ended (QUEUED): only a run that has ended can be repaired'",
        "MELTED,, 42, 'run 7 has not ended (MELTED): only a run that has ended can be repaired'",
        "TERMINATED, FAILED, 43, 'run 7 is of job 42, not of job 43'",
    })
    void shouldRefuseARunThatCannotBeRepaired(String state, String result, String job, String rule) {
        // given
        holding(state, result, NEVER);
        StartRun start = Starts.recovering(Starts.of(TYPE, job), new Recovery("7", true, null));

        // when
        Failure failure = failure(adapter().precondition(start));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.REJECTED);
        assertThat(failure.code()).isEqualTo("INVALID_RECOVERY");
        assertThat(failure.message()).isEqualTo("recovery.referenceRunId: " + rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | | {\"run_id\":7,\"rerun_all_failed_tasks\":true}",
                "21 | | {\"run_id\":7,\"latest_repair_id\":21,\"rerun_all_failed_tasks\":true}",
                "21 | load | {\"run_id\":7,\"latest_repair_id\":21,\"rerun_dependent_tasks\":true,\"rerun_tasks\":[\"load\"]}",
            })
    void shouldRepairFromThatPoint(String latest, String task, String body) {
        // given
        holding("TERMINATED", "FAILED", latest.equals("none") ? NEVER : ONCE);
        StartRun start = Starts.recovering(Starts.of(TYPE, "42"), new Recovery("7", true, task))
                .under(Optional.of("after " + latest + ", ended 1900"));

        // when
        StartedRun started = success(adapter().start(start, () -> true));

        // then
        assertThat(started).isEqualTo(new StartedRun("7", Optional.empty(), Optional.of(Instant.ofEpochMilli(1900))));
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.1/jobs/runs/repair");
        assertThat(platform.lastRequest().body()).isEqualTo(body);
    }

    @Test
    void shouldSendNothingIfALostAttemptMayHaveRepairedTheRun() {
        // given
        holding("RUNNING", null, TWICE);

        // when
        StartedRun started = success(adapter()
                .start(repair().under(Optional.of("after 21, ended 1900")).again(), () -> true));

        // then
        assertThat(started.runId()).isEqualTo("7");
        assertThat(started.note()).hasValueSatisfying(note -> assertThat(note).contains("that repair is followed"));
        assertThat(platform.requests()).extracting(Request::method).containsExactly("GET");
    }

    @Test
    void shouldSendALostRepairAgainFromTheSamePoint() {
        // given
        holding("TERMINATED", "FAILED", ONCE);

        // when
        StartedRun started = success(adapter()
                .start(repair().under(Optional.of("after 21, ended 1900")).again(), () -> true));

        // then
        assertThat(started.note()).isEmpty();
        assertThat(platform.requests()).extracting(Request::method).containsExactly("GET", "POST");
        assertThat(platform.lastRequest().body()).contains("\"latest_repair_id\":21");
    }

    @Test
    void shouldSendNothingIfTheLeaseLapsed() {
        // given
        holding("TERMINATED", "FAILED", NEVER);

        // when
        Failure failure = failure(adapter().start(repair().under(Optional.of("after none, ended 1900")), () -> false));

        // then
        assertThat(failure.code()).isEqualTo(Failure.LEASE_LAPSED);
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongWithARepairBeforeAnyCall() {
        // given
        holding("TERMINATED", "FAILED", NEVER);
        StartRun start = Starts.recovering(
                Starts.of(TYPE, "42", Starts.input("date", "x")), new Recovery("run 7", false, "a b"));

        // then
        assertThat(adapter().check(start))
                .extracting(Problem::code, Problem::field)
                .containsExactly(
                        tuple("INVALID_RECOVERY", "recovery.referenceRunId"),
                        tuple("INVALID_RECOVERY", "recovery.isRecovery"),
                        tuple("INVALID_RECOVERY", "parameters"),
                        tuple("INVALID_RECOVERY", "recovery.startActivityName"));
        assertThat(adapter().check(repair())).isEqualTo(List.of());
        assertThat(platform.requests()).isEmpty();
    }

    private static StartRun repair() {
        return Starts.recovering(Starts.of(TYPE, "42"), new Recovery("7", true, null));
    }

    private RunAdapter adapter() {
        return platform.adapter(TYPE);
    }

    private void holding(String state, String result, String history) {
        String run = "{\"run_id\":7,\"job_id\":42,\"end_time\":1900,\"state\":{\"life_cycle_state\":\"" + state + "\""
                + (result == null ? "" : ",\"result_state\":\"" + result + "\"") + "},\"repair_history\":[" + history
                + "]}";
        platform = new LocalPlatform(
                PlatformType.DATABRICKS,
                Map.of(),
                request -> Reply.json(200, request.method().equals("GET") ? run : "{\"repair_id\":22}"));
    }
}
