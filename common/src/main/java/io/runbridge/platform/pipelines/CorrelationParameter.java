package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.http.Answers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parameter that carries the requestId to pipelines which declare it, so that a listed run says whose it is. What a
 * pipeline declares is asked at most once a minute per pipeline; until that is known, nothing is started. Any thread.
 */
final class CorrelationParameter {

    private static final Logger LOG = LoggerFactory.getLogger(CorrelationParameter.class);

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;
    private static final DeclaredParameter NOT_DECLARED = new DeclaredParameter(Optional.empty(), "");

    private final Optional<String> name;
    private final PipelineClient client;
    private final AsyncCache<String, Answer<DeclaredParameter>> declared =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).buildAsync();

    /**
     * @param name as configured; empty if starts carry no marker
     */
    CorrelationParameter(Optional<String> name, PipelineClient client) {
        this.name = name;
        this.client = client;
    }

    /** The marker that the start carries if its pipeline declares the parameter; the request's own value goes first. */
    Optional<String> markerOf(StartRun start) {
        // A recovery takes the parameters of the run that it refers to, marker included.
        boolean free = start.recovery().isEmpty()
                && start.parameters().stream().noneMatch(given -> name.filter(given.getName()::equalsIgnoreCase)
                        .isPresent());
        return name.filter(n -> free).map(n -> start.requestId());
    }

    /** The body with the marker in it, where the pipeline declares the parameter. */
    CompletionStage<Answer<ObjectNode>> addTo(ObjectNode body, StartRun start) {
        Optional<String> marker = markerOf(start);
        if (marker.isEmpty()) {
            return Answers.succeeded(body);
        }
        return declaredBy(start.externalId())
                .thenApply(answer -> Answers.map(answer, declaration -> {
                    declaration.name().ifPresent(spelled -> body.put(spelled, marker.get()));
                    return body;
                }));
    }

    /** What the pipeline declares; fails only if that may be otherwise the next time. */
    CompletionStage<Answer<DeclaredParameter>> declaredBy(String pipeline) {
        if (name.isEmpty()) {
            return Answers.succeeded(NOT_DECLARED);
        }
        CompletableFuture<Answer<DeclaredParameter>> known = declared.get(pipeline, (p, executor) -> client.pipeline(p)
                .thenApply(answer -> readable(p, Answers.map(answer, json -> DeclaredParameter.of(json, name.get()))))
                .toCompletableFuture());
        return known.thenApply(answer -> {
            if (answer instanceof Answer.Failed<DeclaredParameter>) {
                declared.asMap().remove(pipeline, known);
            }
            return answer;
        });
    }

    /** A pipeline that is not there, or not for us to read, gets no marker: the start itself will say what is wrong. */
    private Answer<DeclaredParameter> readable(String pipeline, Answer<DeclaredParameter> answer) {
        if (!(answer instanceof Answer.Failed<DeclaredParameter> failed)) {
            return answer;
        }
        Failure failure = failed.failure();
        return switch (failure.category()) {
            case NOT_FOUND, REJECTED -> Answer.success(NOT_DECLARED);
            case UNAUTHORIZED -> {
                LOG.atWarn()
                        .addKeyValue("pipeline", pipeline)
                        .addKeyValue("reason", failure.message())
                        .log("Pipeline cannot be read, so its starts carry no correlation parameter");
                yield Answer.success(NOT_DECLARED);
            }
            case BUSY, THROTTLED, PAUSED, UNAVAILABLE, UNKNOWN_OUTCOME -> answer;
        };
    }

    /** The marker that a listed run shows; its pipeline's default says nothing about whose run it is. */
    Optional<String> shownBy(PipelineRun run, DeclaredParameter declaration) {
        return name.map(PipelineRun::parameterName)
                .map(run.parameters()::get)
                .filter(shown -> !shown.isBlank() && !shown.equals(declaration.defaultText()));
    }
}
