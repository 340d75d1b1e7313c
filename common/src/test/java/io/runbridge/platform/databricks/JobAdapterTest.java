package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static io.runbridge.platform.testing.Starts.input;
import static io.runbridge.platform.testing.Starts.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobAdapterTest {

    private static final JobType TYPE = JobType.DATABRICKS_WORKFLOW;
    private static final RunRef RUN = new RunRef(TYPE, "42", "9223372036854775807");

    private LocalPlatform platform;

    @AfterEach
    void close() {
        if (platform != null) {
            platform.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JobType.class,
            names = {"DATABRICKS_WORKFLOW", "DATABRICKS_JOB"})
    void shouldRunAJobWithTextParametersAndAToken(JobType type) {
        // given
        platform = answering(200, "{\"run_id\":9223372036854775807,\"number_in_job\":9223372036854775807}");
        StartRun start = Starts.of(
                type,
                "9007199254740993",
                input("date", "2026-01-01"),
                input("n", 42L),
                input("on", true),
                parameter("both", 1.5, null, Direction.INPUT_OUTPUT),
                parameter("result", "x", null, Direction.OUTPUT),
                parameter("list", "[1, 2]", DataType.ARRAY, Direction.INPUT));

        // when
        StartedRun started = success(platform.adapter(type).start(start, () -> true));

        // then
        assertThat(started.runId()).isEqualTo("9223372036854775807");
        assertThat(started.note()).contains("Not sent to Databricks: result");
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.1/jobs/run-now");
        assertThat(platform.lastRequest().body())
                .isEqualTo("{\"job_id\":9007199254740993,\"idempotency_token\":\"" + IdempotencyToken.of("r-1")
                        + "\",\"job_parameters\":{\"date\":\"2026-01-01\",\"n\":\"42\",\"on\":\"true\",\"both\":\"1.5\","
                        + "\"list\":\"[1,2]\"}}");
    }

    @Test
    void shouldSendNoParametersIfThereAreNone() {
        // given
        platform = answering(200, "{\"run_id\":7}");

        // when
        success(adapter().start(Starts.of(TYPE, "42"), () -> true));

        // then
        assertThat(platform.lastRequest().body())
                .isEqualTo("{\"job_id\":42,\"idempotency_token\":\"" + IdempotencyToken.of("r-1") + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"run_id\":0}",
                "{\"run_id\":-7}",
                "{\"run_id\":1.5}",
                "{\"run_id\":\"x\"}",
                "{\"run_id\":\"7\"}",
                "{\"run_id\":1e30}"
            })
    void shouldBeInDoubtIfASuccessNamesNoRun(String body) {
        // given
        platform = answering(200, body);

        // then
        assertThat(failure(adapter().start(Starts.of(TYPE, "42"), () -> true)).category())
                .isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "42a", "-42", "0", "042", "4.2", "9223372036854775808", "42/../7", "42\n"})
    void shouldRejectAnExternalIdBeforeAnyCallIfItIsNoNumber(String externalId) {
        // given
        platform = answering(200, "{\"run_id\":7}");

        // when
        Failure failure = failure(adapter().start(Starts.of(TYPE, externalId), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.REJECTED);
        assertThat(failure.code()).isEqualTo("INVALID_EXTERNAL_ID");
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldRejectWhatDatabricksCannotTake() {
        // given
        platform = answering(200, "");
        StartRun start = Starts.of(
                TYPE,
                "42",
                input("nothing", null),
                parameter("key", "vault://v/k", DataType.SECRET, Direction.INPUT),
                parameter("out", null, null, Direction.OUTPUT));

        // then
        assertThat(adapter().check(start))
                .extracting(Problem::code, Problem::field)
                .containsExactlyInAnyOrder(
                        tuple("INVALID_PARAMETER", "parameters[nothing]"),
                        tuple("INVALID_PARAMETER", "parameters[key]"));
    }

    @Test
    void shouldObserveARun() {
        // given
        platform = answering(
                200,
                "{\"run_id\":9223372036854775807,\"state\":{\"life_cycle_state\":\"RUNNING\",\"state_message\":\"In run\"}}");

        // then
        assertThat(success(look(adapter(), RUN)).status()).isEqualTo(Status.RUNNING);
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.2/jobs/runs/get?run_id=9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html/>", "{\"run_id\":7,\"state\":{\"life_cycle_state\":\"TERMINATED\"}}"})
    void shouldLearnNothingFromAnAnswerThatIsNotAboutTheRun(String body) {
        // given
        platform = answering(200, body);

        // then
        assertThat(failure(look(adapter(), RUN)).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldCancelARun() {
        // given
        platform = answering(200, "{}");

        // when
        success(adapter().cancel(RUN));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.2/jobs/runs/cancel");
        assertThat(platform.lastRequest().body()).isEqualTo("{\"run_id\":9223372036854775807}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7&x=1", "9223372036854775808", "7\r\nx: y", "../7"})
    void shouldSendNothingForARunIdThatCannotBe(String runId) {
        // given
        platform = answering(200, "{}");
        RunRef run = new RunRef(TYPE, "42", runId);

        // then
        assertThat(failure(adapter().cancel(run)).code()).isEqualTo("RUN_NOT_FOUND");
        assertThat(failure(look(adapter(), run)).code()).isEqualTo("RUN_NOT_FOUND");
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldSettleByItsToken() {
        // given
        platform = answering(200, "");

        // then
        assertThat(adapter().settlement()).isEqualTo(Settlement.TOKEN);
        assertThat(adapter().echoOf(Starts.of(TYPE, "42", input("n", 1L)))).isEqualTo(Map.of("n", "1"));
    }

    @Test
    void shouldLinkToTheRun() {
        // given
        platform = answering(200, "");

        // then
        assertThat(adapter().monitoringUrl(RUN)).isEqualTo(platform.url() + "/jobs/42/runs/9223372036854775807");
    }

    @Test
    void shouldLinkByTheTemplateOfTheConfiguration() {
        // given
        platform = new LocalPlatform(
                PlatformType.DATABRICKS,
                Map.of("links.job-run-link", "{workspace_url}/#job/{run_id}/run/1"),
                request -> Reply.reset());

        // then
        assertThat(adapter().monitoringUrl(new RunRef(TYPE, "4 2", "7/8")))
                .isEqualTo(platform.url() + "/#job/7%2F8/run/1");
    }

    private RunAdapter adapter() {
        return platform.adapter(TYPE);
    }

    private static LocalPlatform answering(int status, String body) {
        return new LocalPlatform(PlatformType.DATABRICKS, Map.of(), request -> Reply.json(status, body));
    }
}
