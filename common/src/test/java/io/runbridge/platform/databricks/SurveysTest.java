package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.RunSurvey.Kind;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveysTest {

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldAskForActiveJobRunsOfARange() {
        // given
        RunSurvey survey = jobs("{\"has_more\":false}");
        Range range = new Range(Optional.of(Instant.ofEpochMilli(1_000)), Optional.of(Instant.ofEpochMilli(2_000)));

        // when
        SurveyPage page = success(survey.page(range, Optional.of("a b&c")));

        // then
        assertThat(platform.lastRequest().uri())
                .isEqualTo("/api/2.2/jobs/runs/list?active_only=true&limit=24&start_time_from=1000&start_time_to=2000"
                        + "&page_token=a%20b%26c");
        assertThat(page.sightings()).isEmpty();
        assertThat(page.next()).isEmpty();
        assertThat(survey.kind()).isEqualTo(Kind.ACTIVE_RUNS);
        assertThat(survey.jobTypes()).containsOnly(JobType.DATABRICKS_JOB, JobType.DATABRICKS_WORKFLOW);
    }

    @Test
    void shouldReadJobRunsAndTheNextPage() {
        // given
        RunSurvey survey = jobs("{\"runs\":[{\"run_id\":9223372036854775807,\"start_time\":5000,"
                + "\"state\":{\"life_cycle_state\":\"RUNNING\",\"state_message\":\"In run\"}},"
                + "{\"run_id\":\"none\"},{},{\"run_id\":7,\"state\":{\"life_cycle_state\":\"DREAMING\"}}],"
                + "\"has_more\":true,\"next_page_token\":\"more\"}");

        // when
        SurveyPage page = success(survey.page(Range.ALL, Optional.empty()));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.2/jobs/runs/list?active_only=true&limit=24");
        assertThat(page.sightings())
                .extracting(
                        s -> s.runId(),
                        s -> s.observation().status(),
                        s -> s.observation().platformStatus(),
                        s -> s.observation().startTime())
                .containsExactly(
                        tuple(
                                "9223372036854775807",
                                Status.RUNNING,
                                "RUNNING",
                                Optional.of(Instant.ofEpochMilli(5000))),
                        tuple("7", Status.UNKNOWN, "DREAMING", Optional.empty()));
        assertThat(page.next()).contains("more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"runs\":{}}", "{\"error_code\":\"X\"}", "<html>"})
    void shouldTakeNothingElseForAPageOfJobRuns(String body) {
        // then
        assertThat(failure(jobs(body).page(Range.ALL, Optional.empty())).category())
                .isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldReadTheLatestUpdatesOfEveryPipeline() {
        // given
        RunSurvey survey = survey(
                JobType.DATABRICKS_PIPELINE,
                "{\"statuses\":[{\"pipeline_id\":\"p-1\",\"state\":\"RUNNING\",\"latest_updates\":["
                        + "{\"update_id\":\"u-2\",\"state\":\"WAITING_FOR_RESOURCES\","
                        + "\"creation_time\":\"2026-03-01T09:00:00.000Z\"},"
                        + "{\"update_id\":\"u-1\",\"state\":\"FAILED\"}]},{\"pipeline_id\":\"p-2\"}],"
                        + "\"next_page_token\":\"more\"}");

        // when
        SurveyPage page = success(survey.page(Range.ALL, Optional.of("t")));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.0/pipelines?max_results=100&page_token=t");
        assertThat(page.sightings())
                .extracting(s -> s.runId(), s -> s.observation().status(), s -> s.observation()
                        .platformStatus())
                .containsExactly(
                        tuple("p-1:u-2", Status.STARTING, "WAITING_FOR_RESOURCES"),
                        tuple("p-1:u-1", Status.FAILED, "FAILED"));
        assertThat(page.next()).contains("more");
        assertThat(survey.ranged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"statuses\":7}", "{\"message\":\"x\"}"})
    void shouldTakeNothingElseForAPageOfPipelines(String body) {
        // then
        RunSurvey survey = survey(JobType.DATABRICKS_PIPELINE, body);
        assertThat(failure(survey.page(Range.ALL, Optional.empty())).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    private RunSurvey jobs(String body) {
        return survey(JobType.DATABRICKS_JOB, body);
    }

    private RunSurvey survey(JobType jobType, String body) {
        platform = new LocalPlatform(PlatformType.DATABRICKS, Map.of(), request -> Reply.json(200, body));
        return platform.survey(jobType);
    }
}
