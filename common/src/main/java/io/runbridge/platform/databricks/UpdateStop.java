package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/**
 * Stops one update and no other. Where the workspace can stop a single update that is one call; where it does not have
 * that address, which is then remembered, the whole pipeline is stopped, but only while our update is its latest. A
 * small window remains between that look and the stop, because there is no conditional stop. Any thread.
 */
final class UpdateStop {

    private final PipelinesClient client;
    private volatile boolean wholePipelineOnly;

    UpdateStop(PipelinesClient client) {
        this.client = client;
    }

    CompletionStage<Answer<Void>> stop(UpdateRef ref) {
        if (wholePipelineOnly) {
            return stopIfLatest(ref);
        }
        return client.stopUpdate(ref).thenCompose(answer -> {
            if (answer instanceof Answer.Failed<Void> failed
                    && failed.failure().code().equals(DatabricksFailures.NO_SUCH_API)) {
                wholePipelineOnly = true;
                return stopIfLatest(ref);
            }
            return Answers.then(answer, Answers::succeeded);
        });
    }

    private CompletionStage<Answer<Void>> stopIfLatest(UpdateRef ref) {
        return client.updates(ref.pipelineId(), Optional.empty(), Operation.CANCEL)
                .thenCompose(answer -> Answers.then(answer, page -> decide(ref, updates(page))));
    }

    private CompletionStage<Answer<Void>> decide(UpdateRef ref, List<Update> newestFirst) {
        Optional<Update> ours = newestFirst.stream()
                .filter(update -> update.updateId().equals(ref.updateId()))
                .findFirst();
        if (ours.isEmpty()) {
            // Not on the page of the latest: it has long ended, or never was; only a look at it can tell.
            return client.update(ref).thenApply(answer -> Answers.map(answer, update -> null));
        }
        if (ours.get().ended()) {
            return Answers.succeeded(null);
        }
        if (newestFirst.get(0).equals(ours.get())) {
            return client.stopPipeline(ref);
        }
        return Answers.failed(Failure.of(
                FailureCategory.BUSY,
                "JOB_BUSY",
                "Tried to cancel run " + ref.runId() + ", but update "
                        + newestFirst.get(0).updateId() + " of the same pipeline is newer and would be stopped"));
    }

    private static List<Update> updates(JsonNode page) {
        return StreamSupport.stream(page.path("updates").spliterator(), false)
                .flatMap(json -> Update.of(json).stream())
                .toList();
    }
}
