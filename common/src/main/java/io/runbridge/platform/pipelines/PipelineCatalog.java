package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.CallSpacing;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The published pipelines of a platform; a page tells all about them. Fact: PipelineListResponse of Synapse REST
 * 2020-12-01, artifacts.json. Any thread.
 */
final class PipelineCatalog implements JobCatalog {

    private final JobType jobType;
    private final PipelineClient client;
    private final CallSpacing spacing;

    /** @param spacing of its calls */
    PipelineCatalog(JobType jobType, PipelineClient client, CallSpacing spacing) {
        this.jobType = jobType;
        this.client = client;
        this.spacing = spacing;
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(jobType);
    }

    @Override
    public boolean names(String externalId) {
        return PipelineClient.PIPELINE_NAME.problem(externalId).isEmpty();
    }

    @Override
    public CompletionStage<Answer<JobPage>> page(Optional<String> token) {
        return spacing.call(() -> client.pipelines(token)).thenApply(answer -> Answers.map(answer, this::read));
    }

    @Override
    public CompletionStage<Answer<FoundJob>> job(String externalId) {
        return spacing.call(() -> client.pipeline(externalId))
                .thenApply(answer -> Answers.map(answer, pipeline -> job(externalId, pipeline)));
    }

    private JobPage read(JsonNode page) {
        List<FoundJob> jobs = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (JsonNode pipeline : page.path("value")) {
            String name = Json.string(pipeline, "name").orElse("");
            PipelineClient.PIPELINE_NAME
                    .problem(name)
                    .ifPresentOrElse(
                            rule -> skipped.add(new Skipped(name, "its name " + rule)),
                            () -> jobs.add(job(name, pipeline)));
        }
        return new JobPage(jobs, List.of(), skipped, Json.text(page, PipelineClient.NEXT_LINK));
    }

    private FoundJob job(String name, JsonNode pipeline) {
        return new FoundJob(jobType, name, name, PipelineParameters.of(pipeline));
    }
}
