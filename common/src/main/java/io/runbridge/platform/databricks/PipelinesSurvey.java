package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The latest updates of every pipeline of a workspace, which the list of pipelines carries. Why one failed is not among
 * them. Fact: PipelineStateInfo of databricks-sdk-java 0.149.0. Any thread.
 */
final class PipelinesSurvey implements RunSurvey {

    private final PipelinesClient client;
    private final Clock clock;

    PipelinesSurvey(PipelinesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVE_RUNS;
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(JobType.DATABRICKS_PIPELINE);
    }

    @Override
    public int pageSize() {
        return PipelinesClient.PAGE_SIZE;
    }

    @Override
    public boolean ranged() {
        return false;
    }

    @Override
    public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
        Instant askedAt = clock.instant();
        return client.pipelines(token, Operation.OBSERVE)
                .thenApply(answer -> Answers.map(answer, page -> read(page, askedAt)));
    }

    private static SurveyPage read(JsonNode page, Instant askedAt) {
        List<Sighting> sightings = new ArrayList<>();
        for (JsonNode pipeline : page.path("statuses")) {
            String pipelineId = Json.text(pipeline, "pipeline_id").orElse("");
            for (JsonNode json : pipeline.path("latest_updates")) {
                Update.of(json)
                        .ifPresent(update -> sightings.add(new Sighting(
                                new UpdateRef(pipelineId, update.updateId()).runId(),
                                update.observation(Optional.empty(), askedAt))));
            }
        }
        return new SurveyPage(sightings, Json.text(page, "next_page_token"));
    }
}
