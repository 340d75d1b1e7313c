package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.config.OutputPolicy;
import io.runbridge.config.PlatformConfig.ActivityPolicy;
import io.runbridge.platform.Activity;
import io.runbridge.platform.FailureText;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.http.FirstPages;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Patience;
import io.runbridge.schemas.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Adds to a run that has ended what its activities came to, and what it returned if the run itself does not show that.
 * What cannot be found out is left out: the end counts more. Any thread. Fact: ActivityRun of Synapse REST 2020-12-01,
 * artifacts.json; the same in Data Factory REST 2018-06-01.
 */
final class ActivityListing {

    /** Most the platform's clock and ours are taken to differ; an activity outside the window is only not named. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Longest that a platform remembers a run (fact: learn.microsoft.com, data-factory/monitor-data-factory). */
    private static final Duration RETENTION = Duration.ofDays(45);

    private final PipelineClient client;
    private final ActivityPolicy policy;
    private final OutputPolicy outputs;
    private final Duration patience;
    private final Clock clock;

    /**
     * @param patience no further page is asked for after it
     */
    ActivityListing(
            PipelineClient client, ActivityPolicy policy, OutputPolicy outputs, Duration patience, Clock clock) {
        this.client = client;
        this.policy = policy;
        this.outputs = outputs;
        this.patience = patience;
        this.clock = clock;
    }

    /** What the run shows by itself, with what it returned if that is wanted. */
    Observation seen(PipelineRun run, Instant askedAt) {
        Observation seen = run.observation(askedAt);
        return outputs.covers(seen.status()) ? seen.giving(run.outputs()) : seen;
    }

    /** Whether the activities of a run that is seen so are asked for, which only a look at the run alone does. */
    boolean wanted(Observation seen) {
        return policy.covers(seen.status()) || returnWanted(seen);
    }

    private boolean returnWanted(Observation seen) {
        return outputs.covers(seen.status()) && seen.outputs().isEmpty();
    }

    /** The run with its activities and outputs, if it has ended so that they are wanted; never fails. */
    CompletionStage<Observation> explain(RunRef run, Observation seen) {
        if (!wanted(seen)
                || PipelineClient.PIPELINE_NAME.problem(run.externalId()).isPresent()) {
            return CompletableFuture.completedFuture(seen);
        }
        Instant now = clock.instant();
        Instant after = seen.startTime().orElse(now.minus(RETENTION)).minus(MARGIN);
        Instant before = now.plus(MARGIN);
        Optional<String> only =
                policy.covers(seen.status()) ? Optional.empty() : Optional.of(ReturnValue.ACTIVITY_TYPE);
        return FirstPages.read(
                        token -> client.activityRuns(run.externalId(), run.runId(), after, before, only, token),
                        "continuationToken",
                        Patience.lasting(patience))
                .thenApply(pages -> returned(run, explained(seen, pages), pages));
    }

    private Observation explained(Observation seen, List<JsonNode> pages) {
        if (!policy.covers(seen.status())) {
            return seen;
        }
        List<Activity> activities =
                runs(pages).flatMap(json -> activity(json).stream()).toList();
        return seen.explainedBy(activities, FailureText.cause(activities));
    }

    private Observation returned(RunRef run, Observation seen, List<JsonNode> pages) {
        return returnWanted(seen)
                ? seen.giving(runs(pages)
                        .flatMap(json -> ReturnValue.ofActivity(json, run.runId()))
                        .toList())
                : seen;
    }

    private static Stream<JsonNode> runs(List<JsonNode> pages) {
        return pages.stream()
                .flatMap(page -> StreamSupport.stream(page.path("value").spliterator(), false));
    }

    /** An activity without a name is none. Of its error only code and text are read, of its input nothing. */
    private static Optional<Activity> activity(JsonNode json) {
        return Json.text(json, "activityName").map(name -> {
            String word = Json.text(json, "status").orElse("(missing)");
            Status status = RunWord.status(word);
            Optional<String> message = Json.text(json.path("error"), "message")
                    .or(() -> Json.text(json.path("error"), "errorCode"))
                    // No status says that it was skipped, so its own word does.
                    .or(() -> Optional.of(word).filter(unknown -> status == Status.UNKNOWN));
            return new Activity(
                    name,
                    Json.text(json, "activityType"),
                    status,
                    message,
                    Json.instant(json, "activityRunStart"),
                    Json.instant(json, "activityRunEnd"),
                    1 + Json.count(json, "retryAttempt"));
        });
    }
}
