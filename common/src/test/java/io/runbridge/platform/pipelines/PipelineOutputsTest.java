package io.runbridge.platform.pipelines;

import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pipeline returned is read from its run where that shows it, else from the activity that sets it. */
class PipelineOutputsTest {

    private static final RunRef RUN = new RunRef(JobType.SYNAPSE_PIPELINE, "ingest", "r-1");
    private static final String RETURNED = "\"pipelineReturnValue\":{\"rows\":1200}";
    private static final String FILTER =
            "\"filters\":[{\"operand\":\"ActivityType\",\"operator\":\"Equals\",\"values\":[\"SetVariable\"]}]";

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldAskTheActivityThatSetsTheReturnValue() {
        // given
        open(Map.of("polls.outputs", "on-success"), "Succeeded", "", Reply.json(200, activities()));

        // when
        Observation seen = seen();

        // then
        assertThat(seen.outputs()).containsExactly(Output.of("rows", "1200", DataType.INT, "a-1"));
        assertThat(seen.activities()).isEmpty();
        assertThat(platform.requests()).hasSize(2);
        assertThat(platform.lastRequest().body()).contains(FILTER);
    }

    @Test
    void shouldAskNobodyIfTheRunShowsIt() {
        // given
        open(Map.of("polls.outputs", "on-success"), "Succeeded", RETURNED, Reply.json(200, activities()));

        // then
        assertThat(seen().outputs()).containsExactly(Output.of("rows", "1200", DataType.INT, "r-1"));
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void shouldAskOnceForActivitiesAndReturnValue() {
        // given
        open(
                Map.of("polls.outputs", "always", "polls.activities", "always"),
                "Failed",
                "",
                Reply.json(200, activities()));

        // when
        Observation seen = seen();

        // then
        assertThat(seen.outputs()).hasSize(1);
        assertThat(seen.activities()).hasSize(2);
        assertThat(platform.requests()).hasSize(2);
        assertThat(platform.lastRequest().body()).doesNotContain("filters");
    }

    @ParameterizedTest
    @CsvSource({
        "never, Succeeded, false",
        "never, Failed, false",
        "on-success, Succeeded, true",
        "on-success, Failed, false",
        "on-success, Cancelled, false",
        "on-success, InProgress, false",
        "on-success, Odd, false",
        "always, Succeeded, true",
        "always, Failed, true",
        "always, Cancelled, true",
        "always, InProgress, false"
    })
    void shouldReadOnlyAfterTheEndsOfTheConfiguration(String policy, String word, boolean read) {
        // given
        open(
                Map.of("polls.outputs", policy, "polls.activities", "never"),
                word,
                RETURNED,
                Reply.json(200, activities()));
        RunSurvey survey = platform.survey(JobType.SYNAPSE_PIPELINE);

        // when
        Observation alone = seen();
        Observation listed = success(survey.page(Range.ALL, Optional.empty()))
                .sightings()
                .get(0)
                .observation();

        // then
        assertThat(alone.outputs()).hasSize(read ? 1 : 0);
        assertThat(listed).isEqualTo(alone);
        assertThat(survey.tellsAll(listed)).isTrue();
    }

    @Test
    void shouldLeaveARunThatDoesNotShowItToALook() {
        // given
        open(Map.of("polls.outputs", "on-success"), "Succeeded", "", Reply.json(200, activities()));
        RunSurvey survey = platform.survey(JobType.SYNAPSE_PIPELINE);

        // when
        Observation listed = success(survey.page(Range.ALL, Optional.empty()))
                .sightings()
                .get(0)
                .observation();

        // then
        assertThat(survey.tellsAll(listed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 404, 429, 500})
    void shouldTellTheEndThoughTheActivitiesAreNotTold(int status) {
        // given
        open(Map.of("polls.outputs", "on-success"), "Succeeded", "", Reply.json(status, "{}"));

        // when
        Observation seen = seen();

        // then
        assertThat(seen.status()).isEqualTo(Status.SUCCESS);
        assertThat(seen.outputs()).isEmpty();
    }

    private Observation seen() {
        return success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN));
    }

    private void open(Map<String, String> settings, String word, String member, Reply activities) {
        String run = "{\"runId\":\"r-1\",\"pipelineName\":\"ingest\",\"status\":\"" + word
                + "\",\"message\":\"said\",\"lastUpdated\":\"2026-03-01T09:59:00Z\""
                + (member.isEmpty() ? "" : "," + member) + "}";
        platform = new LocalPlatform(PlatformType.SYNAPSE, settings, request -> {
            if (request.uri().contains("queryActivityruns")) {
                return activities;
            }
            return Reply.json(200, request.uri().contains("queryPipelineRuns") ? "{\"value\":[" + run + "]}" : run);
        });
    }

    private static String activities() {
        return "{\"value\":[{\"activityName\":\"Return\",\"activityRunId\":\"a-1\",\"activityType\":\"SetVariable\","
                + "\"status\":\"Succeeded\",\"output\":{" + RETURNED + "}},{\"activityName\":\"Child\","
                + "\"activityType\":\"ExecutePipeline\",\"status\":\"Succeeded\","
                + "\"output\":{\"pipelineReturnValue\":{\"other\":1}}}]}";
    }
}
