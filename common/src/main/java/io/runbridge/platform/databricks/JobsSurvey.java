package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The active job runs of a workspace. Fact: runs/list with active_only names runs that are QUEUED, PENDING, RUNNING or
 * TERMINATING, so not the BLOCKED and WAITING_FOR_RETRY ones; start times in a range are included at both ends. Any
 * thread.
 */
final class JobsSurvey implements RunSurvey {

    private final JobsClient client;
    private final Clock clock;

    JobsSurvey(JobsClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVE_RUNS;
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(JobType.DATABRICKS_WORKFLOW, JobType.DATABRICKS_JOB);
    }

    @Override
    public int pageSize() {
        return JobsClient.PAGE_SIZE;
    }

    @Override
    public boolean ranged() {
        return true;
    }

    @Override
    public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
        Instant askedAt = clock.instant();
        return client.activeRuns(range, token).thenApply(answer -> Answers.map(answer, page -> read(page, askedAt)));
    }

    private static SurveyPage read(JsonNode page, Instant askedAt) {
        List<Sighting> sightings = new ArrayList<>();
        for (JsonNode run : page.path("runs")) {
            Json.whole(run, "run_id")
                    .filter(id -> DatabricksRules.RUN_ID.problem(id).isEmpty())
                    .ifPresent(
                            id -> sightings.add(new Sighting(id, JobRun.of(run).observation(askedAt))));
        }
        return new SurveyPage(sightings, Json.text(page, "next_page_token"));
    }
}
