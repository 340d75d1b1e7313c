package io.runbridge.platform.testing;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What goes wrong at a platform, end to end: configuration, token, TLS, call, answer, category. */
class SimulatorFaultTest {

    private SimulatorSite site;

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SYNAPSE_PIPELINE,    429, OWN,          THROTTLED",
        "SYNAPSE_PIPELINE,    503, OWN,          UNKNOWN_OUTCOME",
        "SYNAPSE_PIPELINE,    500, EMPTY,        UNKNOWN_OUTCOME",
        "SYNAPSE_PIPELINE,    502, HTML,         UNKNOWN_OUTCOME",
        "SYNAPSE_PIPELINE,    400, GARBAGE,      REJECTED",
        "SYNAPSE_PIPELINE,    403, CLOUD_ERROR,  UNAUTHORIZED",
        "SYNAPSE_PIPELINE,    404, EMPTY,        NOT_FOUND",
        "SYNAPSE_PIPELINE,    200, HTML,         UNKNOWN_OUTCOME",
        "SYNAPSE_PIPELINE,    202, EMPTY,        UNKNOWN_OUTCOME",
        "DATA_FACTORY_PIPELINE, 429, OWN,        THROTTLED",
        "DATA_FACTORY_PIPELINE, 503, OWN,        UNKNOWN_OUTCOME",
        "DATA_FACTORY_PIPELINE, 403, OWN,        UNAUTHORIZED",
        "DATA_FACTORY_PIPELINE, 200, EMPTY,      UNKNOWN_OUTCOME",
        "DATABRICKS_WORKFLOW, 429, OWN,          THROTTLED",
        "DATABRICKS_WORKFLOW, 503, OWN,          UNAVAILABLE",
        "DATABRICKS_WORKFLOW, 503, HTML,         UNKNOWN_OUTCOME",
        "DATABRICKS_WORKFLOW, 500, OWN,          UNKNOWN_OUTCOME",
        "DATABRICKS_WORKFLOW, 400, OWN,          REJECTED",
        "DATABRICKS_JOB,      403, TEXT,         UNAUTHORIZED",
        "DATABRICKS_PIPELINE, 409, OWN,          BUSY",
        "DATABRICKS_PIPELINE, 404, MESSAGE_ONLY, NOT_FOUND",
        "DATABRICKS_PIPELINE, 504, OWN,          UNKNOWN_OUTCOME",
    })
    void shouldJudgeARefusedStart(JobType type, int status, String body, FailureCategory category) {
        // given
        site = SimulatorSite.plain(type);
        site.fault("{\"operation\":\"%s\",\"status\":%d,\"body\":\"%s\",\"retryAfterSeconds\":9}"
                .formatted(site.job().startOperation(), status, body));

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.retryAfter().filter(Duration.ofSeconds(9)::equals).isPresent())
                .isEqualTo(status >= 400);
        assertThat(site.runs()).isZero();
        success(site.adapter().start(site.start("r-1"), () -> true));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobType.class,
            names = {"SYNAPSE_PIPELINE", "DATA_FACTORY_PIPELINE", "DATABRICKS_WORKFLOW"})
    void shouldGetAFreshTokenIfTheOldOneIsRefused(JobType type) {
        // given
        site = SimulatorSite.encrypted(type, Map.of());
        success(site.adapter().start(site.start("r-1"), () -> true));
        site.control("DELETE", "/tokens", "");

        // when
        success(site.adapter().start(site.start("r-2"), () -> true));

        // then
        assertThat(site.runs()).isEqualTo(2);
    }

    @Test
    void shouldFetchOneTokenForManyCalls() {
        // given
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, Map.of());
        StartRun start = site.start("r-1");
        List<CompletionStage<?>> stages = new ArrayList<>();

        // when
        for (int i = 0; i < 20; i++) {
            stages.add(site.adapter().start(start, () -> true));
        }
        stages.forEach(LocalPlatform::get);

        // then
        assertThat(site.runs()).isEqualTo(20);
        assertThat(site.calls()).contains("\"entra.tokenV2\":{\"count\":1,");
    }

    @Test
    void shouldSayUnauthorizedIfEntraDoesNotKnowOurSecret() {
        // given
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, Map.of("auth.client-secret", "wr0ng-secret"));

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.message()).contains("AADSTS7000215").doesNotContain("wr0ng");
    }

    @Test
    void shouldSayUnauthorizedIfTheScopeIsAnotherPlatforms() {
        // given
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, Map.of("auth.scope", "https://nothing.test/.default"));

        // then
        assertThat(failure(site.adapter().start(site.start("r-1"), () -> true)).category())
                .isEqualTo(FailureCategory.UNAUTHORIZED);
    }

    @Test
    void shouldSayUnavailableIfEntraIsDown() {
        // given
        site = SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, Map.of("calls.deadline", "10s"));
        site.fault("{\"operation\":\"entra.*\",\"status\":500,\"count\":-1}");

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldNotTrustAStranger() {
        // given
        site = SimulatorSite.encrypted(JobType.DATABRICKS_JOB, Map.of());
        try (SimulatorSite stranger = SimulatorSite.encrypted(
                JobType.DATABRICKS_JOB,
                Map.of(
                        "auth.method",
                        "token",
                        "auth.token",
                        "dapi-local",
                        "calls.trust-certificates",
                        site.authority().toString()))) {

            // when
            Failure failure = failure(stranger.adapter().start(stranger.start("r-1"), () -> true));

            // then
            assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
            assertThat(stranger.runs()).isZero();
        }
    }

    @Test
    void shouldPauseBehindAFirewall() {
        // given
        site = SimulatorSite.plain(JobType.SYNAPSE_PIPELINE);
        site.fault("{\"operation\":\"synapse.*\",\"status\":403,\"code\":\"ClientIpAddressNotAuthorized\","
                + "\"message\":\"Client Ip address : 1.2.3.4\",\"count\":-1}");

        // then
        assertThat(failure(site.adapter().start(site.start("r-1"), () -> true)).category())
                .isEqualTo(FailureCategory.PAUSED);
        assertThat(failure(look(site.adapter(), site.unknownRun())).category()).isEqualTo(FailureCategory.PAUSED);
    }

    @Test
    void shouldLoseAStartThatIsNotAnsweredInTime() {
        // given
        site = SimulatorSite.encrypted(
                JobType.DATABRICKS_WORKFLOW,
                Map.of("calls.deadline", "4s", "auth.method", "token", "auth.token", "dapi-local"));
        site.fault("{\"operation\":\"jobs.run-now\",\"wire\":\"HANG\",\"execute\":\"AT_ONCE\"}");

        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
        success(site.adapter().start(site.start("r-1"), () -> true));
        assertThat(site.runs()).isEqualTo(1);
    }

    @Test
    void shouldSayBusyWhileAnUpdateIsActive() {
        // given
        site = SimulatorSite.plain(JobType.DATABRICKS_PIPELINE);
        String runId =
                success(site.adapter().start(site.start("r-1"), () -> true)).runId();

        // when
        Failure failure = failure(site.adapter().start(site.start("r-2"), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.BUSY);
        site.end(runId);
        success(site.adapter().start(site.start("r-2"), () -> true));
        assertThat(site.runs()).isEqualTo(2);
    }

    @Test
    void shouldNotCancelTheUpdateOfAnother() {
        // given
        site = SimulatorSite.plain(JobType.DATABRICKS_PIPELINE);
        RunRef first = started("r-1");
        site.end(first.runId());
        RunRef second = started("r-2");

        // when
        success(site.adapter().cancel(first));

        // then
        assertThat(success(look(site.adapter(), second)).terminal()).isFalse();
        assertThat(success(look(site.adapter(), first)).status()).isEqualTo(Status.SUCCESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobType.class,
            names = {"SYNAPSE_PIPELINE", "DATA_FACTORY_PIPELINE", "DATABRICKS_PIPELINE"})
    void shouldFindEveryRunThroughAllPages(JobType type) {
        // given
        site = SimulatorSite.plain(type);
        site.settings("{\"queryPageSize\":2}");
        Instant before = Instant.EPOCH.plus(Duration.ofDays(1));
        for (int i = 0; i < 30; i++) {
            site.end(started("r-" + i).runId());
        }

        // when
        List<FoundRun> found =
                success(site.adapter().lookUp(Set.of(site.start("r").externalId()), before));

        // then
        assertThat(found).extracting(FoundRun::runId).hasSize(30).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "SYNAPSE_PIPELINE,    FAILED,                Failed,                                     FAILED",
        "DATA_FACTORY_PIPELINE, FAILED,              Failed,                                     FAILED",
        "DATA_FACTORY_PIPELINE, CANCELLED,           Cancelled,                                  CANCELLED",
        "DATABRICKS_PIPELINE, FAILED,                FAILED,                                     FAILED",
        "DATABRICKS_WORKFLOW, FAILED,                INTERNAL_ERROR/FAILED,                      FAILED",
        "DATABRICKS_WORKFLOW, TIMED_OUT,             TERMINATED/TIMEDOUT,                        FAILED",
        "DATABRICKS_WORKFLOW, SKIPPED,               SKIPPED,                                    FAILED",
        "DATABRICKS_WORKFLOW, SUCCESS_WITH_FAILURES, TERMINATED/SUCCESS_WITH_FAILURES,           SUCCESS",
        "DATABRICKS_WORKFLOW, UPSTREAM_CANCELLED,    TERMINATED/UPSTREAM_CANCELED,               CANCELLED",
        "DATABRICKS_JOB,      EXCLUDED,              TERMINATED/EXCLUDED,                        FAILED",
        "DATABRICKS_JOB,      DISABLED,              TERMINATED/DISABLED,                        FAILED",
    })
    void shouldDecodeHowARunEnded(JobType type, String outcome, String words, Status status) {
        // given
        site = SimulatorSite.plain(type);
        site.control("POST", "/behaviours", "{\"outcome\":\"" + outcome + "\",\"durationMillis\":0}");
        RunRef run = started("r-1");

        // when
        Observation seen = success(look(site.adapter(), run));

        // then
        assertThat(seen.platformStatus()).isEqualTo(words);
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.message().isPresent() || status != Status.FAILED).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN")
    void shouldSayThatAJobIsNotThere(JobType type) {
        // given
        site = SimulatorSite.plain(type);

        // when
        Failure failure =
                failure(site.adapter().start(Starts.of(type, site.job().known().unknownJob()), () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.NOT_FOUND);
        assertThat(failure.code()).isEqualTo("JOB_NOT_FOUND");
        assertThat(failure.message()).contains("import the job again");
    }

    private RunRef started(String requestId) {
        StartRun start = site.start(requestId);
        return new RunRef(
                start.jobType(),
                start.externalId(),
                success(site.adapter().start(start, () -> true)).runId());
    }
}
