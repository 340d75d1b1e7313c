package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The runs of a platform that changed, by lastUpdated, which moves while a run is working. A run that does not say when
 * it was updated is left out: it cannot be put in order. Any thread.
 */
final class ChangesSurvey implements RunSurvey {

    /** What the vendor's pages hold; nothing can be asked for. */
    private static final int PAGE_SIZE = 100;

    /** Runs are kept that long (fact: learn.microsoft.com, data-factory/monitor-programmatically). */
    private static final Duration KEPT = Duration.ofDays(45);

    /** A run that is updated while we turn pages must not leave the window; the vendor's samples look as far ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final JobType jobType;
    private final PipelineClient client;
    private final ActivityListing activities;
    private final Clock clock;

    /** @param activities what a look at a run alone tells besides */
    ChangesSurvey(JobType jobType, PipelineClient client, ActivityListing activities, Clock clock) {
        this.jobType = jobType;
        this.client = client;
        this.activities = activities;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(jobType);
    }

    @Override
    public int pageSize() {
        return PAGE_SIZE;
    }

    @Override
    public boolean ranged() {
        return true;
    }

    @Override
    public boolean tellsAll(Observation seen) {
        return !activities.wanted(seen);
    }

    @Override
    public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
        Instant askedAt = clock.instant();
        return client.queryRuns(
                        range.from().orElseGet(() -> askedAt.minus(KEPT)),
                        range.to().orElseGet(() -> askedAt.plus(AHEAD)),
                        token,
                        Operation.OBSERVE)
                .thenApply(answer -> Answers.map(answer, page -> read(page, askedAt)));
    }

    private SurveyPage read(JsonNode page, Instant askedAt) {
        List<Sighting> sightings = new ArrayList<>();
        for (JsonNode json : page.path("value")) {
            PipelineRun.of(json)
                    .filter(run -> run.lastUpdated().isPresent())
                    .ifPresent(run -> sightings.add(new Sighting(run.runId(), activities.seen(run, askedAt))));
        }
        return new SurveyPage(sightings, Json.text(page, "continuationToken"));
    }
}
