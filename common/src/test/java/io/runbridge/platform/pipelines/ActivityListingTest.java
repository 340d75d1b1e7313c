package io.runbridge.platform.pipelines;

import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Activity;
import io.runbridge.platform.Observation;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityListingTest {

    private static final RunRef RUN = new RunRef(JobType.SYNAPSE_PIPELINE, "ingest orders", "r-1");
    private static final String QUERY =
            "/pipelines/ingest%20orders/pipelineruns/r-1/queryActivityruns?api-version=2020-12-01";

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldNameTheActivitiesOfAFailedRunThroughAllPages() {
        // given
        open(
                Map.of(),
                request -> request.body().contains("continuationToken")
                        ? Reply.json(200, page("", activity("Lookup", "Succeeded", "", "2026-03-01T09:58:00Z")))
                        : Reply.json(
                                200,
                                page(
                                        "\"continuationToken\":\"t 2\",",
                                        activity("ForEach", "Failed", "inner activity failed", "2026-03-01T09:59:30Z"),
                                        activity("Copy", "Failed", "disk full", "2026-03-01T09:59:00Z"))));

        // when
        Observation seen = success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN));

        // then
        assertThat(seen.status()).isEqualTo(Status.FAILED);
        assertThat(seen.message()).contains("disk full");
        assertThat(seen.activities())
                .extracting(Activity::name, Activity::status, activity -> activity.message()
                        .orElse(null))
                .containsExactlyInAnyOrder(
                        tuple("ForEach", Status.FAILED, "inner activity failed"),
                        tuple("Copy", Status.FAILED, "disk full"),
                        tuple("Lookup", Status.SUCCESS, null));
        assertThat(seen.activities().get(0).type()).contains("Wait");
        assertThat(seen.activities().get(0).attempt()).isEqualTo(2);
        assertThat(seen.activities().get(0).startTime()).contains(Instant.parse("2026-03-01T09:57:00Z"));
        assertThat(platform.requests())
                .extracting(Request::uri)
                .filteredOn(QUERY::equals)
                .hasSize(2);
        assertThat(platform.requests().get(1).body())
                .isEqualTo(
                        "{\"lastUpdatedAfter\":\"2026-03-01T08:59:00Z\",\"lastUpdatedBefore\":\"2026-03-01T10:01:00Z\","
                                + "\"orderBy\":[{\"orderBy\":\"ActivityRunEnd\",\"order\":\"DESC\"}]}");
        assertThat(platform.lastRequest().body()).endsWith(",\"continuationToken\":\"t 2\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "on-failure, Failed, true",
        "on-failure, Succeeded, false",
        "on-failure, Cancelled, false",
        "on-failure, InProgress, false",
        "on-failure, Odd, false",
        "always, Failed, true",
        "always, Succeeded, true",
        "always, Cancelled, true",
        "always, InProgress, false",
        "always, Odd, false",
        "never, Failed, false",
        "never, Succeeded, false"
    })
    void shouldAskOnlyAfterTheEndsOfTheConfiguration(String policy, String word, boolean asked) {
        // given
        open(Map.of("polls.activities", policy), word, "", request -> Reply.json(200, page("", activity())));

        // when
        Observation seen = success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN));

        // then
        assertThat(platform.requests()).hasSize(asked ? 2 : 1);
        assertThat(seen.activities()).hasSize(asked ? 1 : 0);
        assertThat(platform.survey(JobType.SYNAPSE_PIPELINE).tellsAll(seen)).isEqualTo(!asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Queued | STARTING | -",
                "InProgress | RUNNING | -",
                "Succeeded | SUCCESS | -",
                "Failed | FAILED | -",
                "Cancelled | CANCELLED | -",
                "Skipped | UNKNOWN | Skipped",
                "Odd | UNKNOWN | Odd"
            })
    void shouldDecodeTheWordsOfActivities(String word, Status status, String message) {
        // given
        open(Map.of(), request -> Reply.json(200, page("", activity("A", word, "", ""))));

        // when
        Observation seen = success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN));

        // then
        assertThat(seen.activities()).singleElement().satisfies(activity -> {
            assertThat(activity.status()).isEqualTo(status);
            assertThat(activity.message().orElse(null)).isEqualTo(message);
            assertThat(activity.endTime()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html/>",
                "{\"value\":{}}",
                "{\"value\":[]}",
                "{\"value\":[null,1,\"x\",[],{},{\"activityName\":null,\"error\":\"x\"}]}"
            })
    void shouldTellTheEndWhateverIsSaidOfTheActivities(String body) {
        // given
        open(Map.of(), request -> Reply.json(200, body));

        // when
        Observation seen = success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN));

        // then
        assertThat(seen.status()).isEqualTo(Status.FAILED);
        assertThat(seen.activities()).isEmpty();
        assertThat(seen.message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 429, 500})
    void shouldTellTheEndThoughTheActivitiesAreRefused(int status) {
        // given
        open(Map.of(), request -> Reply.json(status, "{\"error\":{\"code\":\"X\",\"message\":\"no\"}}"));

        // then
        assertThat(success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN))
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void shouldTellTheEndAfterTheDeadlineIfTheActivitiesAreNotAnswered() {
        // given
        open(Map.of("calls.deadline", "300ms"), request -> Reply.stall("HTTP/1.1 200 OK\r\n"));

        // then
        assertThat(success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN))
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void shouldTellTheEndOfARunWhoseJobCannotBeAskedFor() {
        // given
        open(Map.of(), request -> Reply.json(200, page("", activity())));

        // when
        Observation seen = success(
                look(platform.adapter(JobType.SYNAPSE_PIPELINE), new RunRef(JobType.SYNAPSE_PIPELINE, "../x", "r-1")));

        // then
        assertThat(seen.status()).isEqualTo(Status.FAILED);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void shouldKeepTheRunsOwnTextIfItTellsWhy() {
        // given
        open(
                Map.of(),
                "Failed",
                "Operation on target Copy failed: no such table",
                request -> Reply.json(200, page("", activity("Copy", "Failed", "disk full", ""))));

        // then
        assertThat(success(look(platform.adapter(JobType.SYNAPSE_PIPELINE), RUN))
                        .message())
                .contains("Operation on target Copy failed: no such table");
    }

    private void open(Map<String, String> settings, Function<Request, Reply> activities) {
        open(settings, "Failed", "", activities);
    }

    private void open(Map<String, String> settings, String word, String message, Function<Request, Reply> activities) {
        platform = new LocalPlatform(
                PlatformType.SYNAPSE,
                settings,
                request -> request.uri().contains("queryActivityruns")
                        ? activities.apply(request)
                        : Reply.json(
                                200,
                                "{\"runId\":\"r-1\",\"status\":\"" + word + "\",\"message\":\"" + message
                                        + "\",\"runStart\":\"2026-03-01T09:00:00Z\"}"));
    }

    private static String page(String token, String... activities) {
        return "{" + token + "\"value\":[" + String.join(",", activities) + "]}";
    }

    private static String activity() {
        return activity("A", "Succeeded", "", "2026-03-01T09:58:00Z");
    }

    private static String activity(String name, String word, String message, String end) {
        return "{\"activityName\":\"" + name + "\",\"activityType\":\"Wait\",\"status\":\"" + word
                + "\",\"activityRunStart\":\"2026-03-01T09:57:00Z\",\"activityRunEnd\":\"" + end
                + "\",\"retryAttempt\":1,\"input\":{\"password\":\"x\"},\"output\":{\"password\":\"x\"},"
                + "\"error\":{\"errorCode\":\"\",\"message\":\"" + message + "\",\"target\":\"" + name + "\"}}";
    }
}
