package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Tells which update keeps a pipeline from starting another, for the platform's refusal does not. Only adds to the text:
 * what is not known in time is left out. Any thread. Fact: GetPipelineResponse.latest_updates of databricks-sdk-java
 * 0.149.0, newest first.
 */
final class ActiveUpdate {

    /** A start that is refused must be answered well within its claim's time. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PipelinesClient client;

    ActiveUpdate(PipelinesClient client) {
        this.client = client;
    }

    /** The answer to a start, with the update named if there is one in its way. */
    <T> CompletionStage<Answer<T>> named(String pipelineId, Answer<T> answer) {
        if (!(answer instanceof Answer.Failed<T> failed) || failed.failure().category() != FailureCategory.BUSY) {
            return CompletableFuture.completedFuture(answer);
        }
        Failure failure = failed.failure();
        return client.pipeline(pipelineId)
                .thenApply(read -> read instanceof Answer.Success<JsonNode> pipeline
                        ? Answer.<T>failed(told(failure, pipeline.value()))
                        : answer)
                .toCompletableFuture()
                .completeOnTimeout(answer, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Failure told(Failure failure, JsonNode pipeline) {
        String text = failure.message();
        JsonNode newest = pipeline.path("latest_updates").path(0);
        Optional<String> active = Json.text(newest, "update_id")
                .filter(id -> DatabricksRules.UPDATE_ID.problem(id).isEmpty())
                .filter(id -> active(newest));
        if (active.isPresent()) {
            text += ". Update " + active.get() + " is active (" + word(newest) + ")";
        }
        if (pipeline.path("spec").path("continuous").asBoolean()) {
            text += ". It is a continuous pipeline, which has an active update all the time";
        }
        return new Failure(failure.category(), failure.code(), text, failure.retryAfter());
    }

    private static boolean active(JsonNode update) {
        Status status = UpdateState.of(word(update)).map(UpdateState::status).orElse(Status.UNKNOWN);
        return switch (status) {
            case STARTING, RUNNING, UNKNOWN -> true;
            case SUCCESS, FAILED, CANCELLED -> false;
        };
    }

    private static String word(JsonNode update) {
        return Words.word(Json.text(update, "state").orElse("(missing)"));
    }
}
