package io.runbridge.platform.synapse;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Lists runs through all pages; the same run on two pages counts once for whoever compares ids. Any thread. */
final class RunListing {

    private static final int MAX_PAGES = 1_000;

    private final SynapseClient client;
    private final Duration clockSkew;
    private final Clock clock;

    /**
     * @param clockSkew most the workspace's clock may be ahead of ours
     */
    RunListing(SynapseClient client, Duration clockSkew, Clock clock) {
        this.client = client;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    CompletionStage<Answer<List<FoundRun>>> runs(Set<String> pipelines, Instant since) {
        List<String> valid = pipelines.stream()
                .filter(name -> SynapseClient.PIPELINE_NAME.problem(name).isEmpty())
                .sorted()
                .toList();
        return valid.isEmpty()
                ? Answers.succeeded(List.of())
                : new Pass(valid, since, clock.instant()).page(Optional.empty());
    }

    /** One pass through the pages; one thread at a time. */
    private final class Pass {

        private final List<String> pipelines;
        private final Instant since;
        private final Instant askedAt;
        private final List<FoundRun> found = new ArrayList<>();
        private int pages;

        Pass(List<String> pipelines, Instant since, Instant askedAt) {
            this.pipelines = pipelines;
            this.since = since;
            this.askedAt = askedAt;
        }

        CompletionStage<Answer<List<FoundRun>>> page(Optional<String> token) {
            Instant before = askedAt.plus(clockSkew).plus(Duration.ofMinutes(1));
            return client.queryRuns(pipelines, since, before, token)
                    .thenCompose(answer -> Answers.then(answer, page -> next(page, token)));
        }

        private CompletionStage<Answer<List<FoundRun>>> next(JsonNode page, Optional<String> token) {
            for (JsonNode run : page.path("value")) {
                // A run that another run started is none of ours.
                PipelineRun.of(run).filter(r -> r.parentRunId().isEmpty()).ifPresent(r -> found.add(r.found(askedAt)));
            }
            Optional<String> following = Json.text(page, "continuationToken");
            if (following.isEmpty()) {
                return Answers.succeeded(List.copyOf(found));
            }
            if (following.equals(token) || ++pages == MAX_PAGES) {
                return Answers.failed(Failure.of(
                        FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "The list of runs does not end"));
            }
            return page(following);
        }
    }
}
