package io.runbridge.platform.pipelines;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Lists runs through all pages; the same run on two pages counts once for whoever compares ids. The platform is not
 * asked to filter by name: names of pipelines are case-insensitive (fact: learn.microsoft.com,
 * data-factory/naming-rules), nothing says whether its filter is, and a run that is overlooked here is started twice.
 * Any thread.
 */
final class RunListing {

    private static final int MAX_PAGES = 1_000;

    /** A run that is updated while we turn pages must not leave the window; the vendor's samples look as far ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final PipelineClient client;
    private final CorrelationParameter correlation;
    private final CallSpacing spacing;
    private final Duration clockSkew;
    private final Clock clock;

    /**
     * @param spacing of its pages
     * @param clockSkew most the platform's clock may be ahead of ours
     */
    RunListing(
            PipelineClient client,
            CorrelationParameter correlation,
            CallSpacing spacing,
            Duration clockSkew,
            Clock clock) {
        this.client = client;
        this.correlation = correlation;
        this.spacing = spacing;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    CompletionStage<Answer<List<FoundRun>>> runs(Set<String> pipelines, Instant since) {
        return pipelines.isEmpty()
                ? Answers.succeeded(List.of())
                : declarations(List.copyOf(pipelines), Map.of())
                        .thenCompose(answer -> Answers.then(
                                answer, declared -> new Pass(declared, since, clock.instant()).page(Optional.empty())));
    }

    /** What the pipelines declare, one after the other: they are few, and mostly known. */
    private CompletionStage<Answer<Map<String, DeclaredParameter>>> declarations(
            List<String> pipelines, Map<String, DeclaredParameter> known) {
        if (pipelines.isEmpty()) {
            return Answers.succeeded(known);
        }
        String pipeline = pipelines.get(0);
        return correlation
                .declaredBy(pipeline)
                .thenCompose(answer -> Answers.then(answer, declared -> {
                    Map<String, DeclaredParameter> more = new HashMap<>(known);
                    more.put(pipeline, declared);
                    return declarations(pipelines.subList(1, pipelines.size()), more);
                }));
    }

    /** One pass through the pages; one thread at a time. */
    private final class Pass {

        private final Map<String, DeclaredParameter> pipelines;
        private final Instant since;
        private final Instant askedAt;
        private final List<FoundRun> found = new ArrayList<>();
        private int pages;

        Pass(Map<String, DeclaredParameter> pipelines, Instant since, Instant askedAt) {
            this.pipelines = pipelines;
            this.since = since;
            this.askedAt = askedAt;
        }

        CompletionStage<Answer<List<FoundRun>>> page(Optional<String> token) {
            Instant before = askedAt.plus(clockSkew).plus(AHEAD);
            return spacing.call(() -> client.queryRuns(since, before, token, Operation.LOOK_UP))
                    .thenCompose(answer -> Answers.then(answer, page -> next(page, token)));
        }

        private CompletionStage<Answer<List<FoundRun>>> next(JsonNode page, Optional<String> token) {
            for (JsonNode run : page.path("value")) {
                Optional<PipelineRun> known = PipelineRun.of(run);
                if (known.isEmpty()) {
                    // It may be the one we look for: better to ask again than to take it for not started.
                    return unreadable("names a run without an id that can be one");
                }
                // A run that another run started is none of ours.
                if (known.get().parentRunId().isPresent()) {
                    continue;
                }
                if (known.get().pipelineName().isEmpty()) {
                    return unreadable("names a run without its pipeline");
                }
                keep(known.get());
            }
            Optional<String> following = Json.text(page, "continuationToken");
            if (following.isEmpty()) {
                return Answers.succeeded(List.copyOf(found));
            }
            if (following.equals(token) || ++pages == MAX_PAGES) {
                return unreadable("does not end");
            }
            return page(following);
        }

        private static CompletionStage<Answer<List<FoundRun>>> unreadable(String reason) {
            return Answers.failed(
                    Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "The list of runs " + reason));
        }

        /** Under the name by which it was asked for, or names: they may differ in case only. */
        private void keep(PipelineRun run) {
            pipelines.forEach((name, declared) -> {
                if (run.pipelineName().equalsIgnoreCase(name)) {
                    found.add(run.found(name, correlation.shownBy(run, declared), askedAt));
                }
            });
        }
    }
}
