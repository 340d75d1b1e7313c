package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.CallSpacing;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The jobs and workflows of a workspace. Any thread. */
final class JobsCatalog implements JobCatalog {

    /** Pages of one job: a job has at most 1,000 tasks, 100 on a page. */
    private static final int MOST_PAGES = 50;

    private final JobsClient client;
    private final CallSpacing spacing;

    /** @param spacing of its calls */
    JobsCatalog(JobsClient client, CallSpacing spacing) {
        this.client = client;
        this.spacing = spacing;
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(JobType.DATABRICKS_WORKFLOW, JobType.DATABRICKS_JOB);
    }

    @Override
    public boolean names(String externalId) {
        return DatabricksRules.JOB_ID.problem(externalId).isEmpty();
    }

    @Override
    public CompletionStage<Answer<JobPage>> page(Optional<String> token) {
        return spacing.call(() -> client.jobs(token)).thenApply(answer -> Answers.map(answer, JobsCatalog::read));
    }

    @Override
    public CompletionStage<Answer<FoundJob>> job(String externalId) {
        return rest(externalId, Optional.empty(), List.of());
    }

    private CompletionStage<Answer<FoundJob>> rest(String jobId, Optional<String> token, List<JsonNode> pages) {
        return spacing.call(() -> client.job(jobId, token))
                .thenCompose(answer -> Answers.then(answer, page -> {
                    List<JsonNode> read = new ArrayList<>(pages);
                    read.add(page);
                    Optional<String> following = Json.text(page, "next_page_token");
                    if (following.isEmpty()) {
                        return Answers.succeeded(new JobDescription(jobId, read).job());
                    }
                    return following.equals(token) || read.size() == MOST_PAGES
                            ? Answers.failed(Failure.of(
                                    FailureCategory.REJECTED,
                                    "PLATFORM_REJECTED",
                                    "The description of job " + jobId + " does not end"))
                            : rest(jobId, following, read);
                }));
    }

    private static JobPage read(JsonNode page) {
        List<FoundJob> jobs = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (JsonNode job : page.path("jobs")) {
            Json.whole(job, "job_id")
                    .filter(id -> DatabricksRules.JOB_ID.problem(id).isEmpty())
                    .ifPresent(id -> JobDescription.listed(id, job).ifPresentOrElse(jobs::add, () -> unread.add(id)));
        }
        return new JobPage(jobs, unread, List.of(), Json.text(page, "next_page_token"));
    }
}
