package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.CallSpacing;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Lists the updates of pipelines, one pipeline after the other, each from the newest back to the given time. Updates
 * that say they were not started by a call to the API are none of ours and left out. Any thread.
 */
final class UpdateListing {

    private static final int MAX_PAGES = 1_000;

    private final PipelinesClient client;
    private final CallSpacing spacing;
    private final Clock clock;

    /** @param spacing of its pages */
    UpdateListing(PipelinesClient client, CallSpacing spacing, Clock clock) {
        this.client = client;
        this.spacing = spacing;
        this.clock = clock;
    }

    CompletionStage<Answer<List<FoundRun>>> runs(Set<String> pipelineIds, Instant since) {
        List<String> valid = pipelineIds.stream()
                .filter(id -> DatabricksRules.PIPELINE_ID.problem(id).isEmpty())
                .sorted()
                .toList();
        return new Pass(valid.iterator(), since, clock.instant()).nextPipeline();
    }

    /** One pass through pipelines and pages; one thread at a time. */
    private final class Pass {

        private final Iterator<String> pipelines;
        private final Instant since;
        private final Instant askedAt;
        private final List<FoundRun> found = new ArrayList<>();
        private int pages;

        Pass(Iterator<String> pipelines, Instant since, Instant askedAt) {
            this.pipelines = pipelines;
            this.since = since;
            this.askedAt = askedAt;
        }

        CompletionStage<Answer<List<FoundRun>>> nextPipeline() {
            pages = 0;
            return pipelines.hasNext()
                    ? page(pipelines.next(), Optional.empty())
                    : Answers.succeeded(List.copyOf(found));
        }

        private CompletionStage<Answer<List<FoundRun>>> page(String pipelineId, Optional<String> token) {
            return spacing.call(() -> client.updates(pipelineId, token, Operation.LOOK_UP))
                    .thenCompose(answer -> {
                        // A pipeline that is gone has no runs to find, and must not hide those of the others.
                        // One that has shown a page is not gone.
                        if (token.isEmpty()
                                && answer instanceof Answer.Failed<JsonNode> failed
                                && PipelinesClient.gone(failed.failure())) {
                            return nextPipeline();
                        }
                        return Answers.then(answer, page -> next(pipelineId, page, token));
                    });
        }

        private CompletionStage<Answer<List<FoundRun>>> next(String pipelineId, JsonNode page, Optional<String> token) {
            boolean older = false;
            for (JsonNode json : page.path("updates")) {
                Optional<Update> update = Update.of(json);
                if (update.isEmpty()) {
                    // It may be the one we look for: better to ask again than to take it for not started.
                    return unreadable("names an update without an id that can be one");
                }
                older = older
                        || update.flatMap(Update::createdAt)
                                .filter(at -> at.isBefore(since))
                                .isPresent();
                update.filter(u -> !u.createdAt().orElse(askedAt).isBefore(since))
                        .filter(Update::maybeByApi)
                        .ifPresent(u -> found.add(found(pipelineId, u)));
            }
            Optional<String> following = Json.text(page, "next_page_token");
            if (older || following.isEmpty()) {
                return nextPipeline();
            }
            if (following.equals(token) || ++pages == MAX_PAGES) {
                return unreadable("does not end");
            }
            return page(pipelineId, following);
        }

        private static CompletionStage<Answer<List<FoundRun>>> unreadable(String reason) {
            return Answers.failed(
                    Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "The list of updates " + reason));
        }

        private FoundRun found(String pipelineId, Update update) {
            return new FoundRun(
                    pipelineId,
                    new UpdateRef(pipelineId, update.updateId()).runId(),
                    update.order().echo(),
                    Optional.empty(),
                    update.createdAt().orElse(askedAt));
        }
    }
}
