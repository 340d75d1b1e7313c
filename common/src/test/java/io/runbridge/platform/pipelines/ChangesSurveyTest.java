package io.runbridge.platform.pipelines;

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

class ChangesSurveyTest {

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldAskForWhatChangedInAWindow() {
        // given
        RunSurvey survey = survey("{\"value\":[]}");
        Instant from = Instant.parse("2026-03-01T09:00:00.1234567Z");

        // when
        success(survey.page(new Range(Optional.of(from), Optional.of(from.plusSeconds(7))), Optional.of("t")));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/queryPipelineRuns?api-version=2020-12-01");
        assertThat(platform.lastRequest().body())
                .contains(
                        "\"lastUpdatedAfter\":\"2026-03-01T09:00:00.123456700Z\"",
                        "\"lastUpdatedBefore\":\"2026-03-01T09:00:07.123456700Z\"",
                        "\"continuationToken\":\"t\"");
        assertThat(survey.kind()).isEqualTo(Kind.CHANGES);
    }

    @Test
    void shouldLookADayAheadIfTheWindowHasNoEnd() {
        // when
        success(survey("{\"value\":[]}").page(Range.ALL, Optional.empty()));

        // then
        assertThat(platform.lastRequest().body())
                .contains(
                        "\"lastUpdatedAfter\":\"2026-01-15T10:00:00Z\"",
                        "\"lastUpdatedBefore\":\"2026-03-02T10:00:00Z\"")
                .doesNotContain("continuationToken");
    }

    @Test
    void shouldReadRunsWithTheTimeOfTheirChange() {
        // given
        RunSurvey survey = survey("{\"value\":[{\"runId\":\"r-1\",\"pipelineName\":\"p\",\"status\":\"Failed\","
                + "\"message\":\"Operation on target A failed\",\"lastUpdated\":\"2026-03-01T09:59:00.0000001Z\"},"
                + "{\"runId\":\"r-2\",\"status\":\"InProgress\"},{\"status\":\"Queued\"}],"
                + "\"continuationToken\":\"more\"}");

        // when
        SurveyPage page = success(survey.page(Range.ALL, Optional.empty()));

        // then
        assertThat(page.sightings())
                .extracting(
                        s -> s.runId(),
                        s -> s.observation().status(),
                        s -> s.observation().freshAt(),
                        s -> s.observation().message())
                .containsExactly(tuple(
                        "r-1",
                        Status.FAILED,
                        Instant.parse("2026-03-01T09:59:00.0000001Z"),
                        Optional.of("Operation on target A failed")));
        assertThat(page.next()).contains("more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"value\":{}}", ""})
    void shouldTakeNothingElseForAPage(String body) {
        // then
        assertThat(failure(survey(body).page(Range.ALL, Optional.empty())).category())
                .isEqualTo(FailureCategory.UNAVAILABLE);
    }

    private RunSurvey survey(String body) {
        platform = new LocalPlatform(PlatformType.SYNAPSE, Map.of(), request -> Reply.json(200, body));
        return platform.survey(JobType.SYNAPSE_PIPELINE);
    }
}
