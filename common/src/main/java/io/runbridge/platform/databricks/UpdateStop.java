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
 * Stops one update and no other. Where the workspace can stop a single update that is one call. Where it does not have
 * that address, which is then remembered if it says so, the whole pipeline is stopped, but only while no other update
 * of it is open. A small window remains between that look and the stop, because there is no conditional stop. Any
 * thread.
 */
final class UpdateStop {

    private final PipelinesClient client;
    private volatile boolean wholePipelineOnly;

    UpdateStop(PipelinesClient client) {
        this.client = client;
    }

    CompletionStage<Answer<Void>> stop(UpdateRef ref) {
        if (wholePipelineOnly) {
            return stopIfAlone(ref);
        }
        return client.stopUpdate(ref).thenCompose(answer -> {
            if (answer instanceof Answer.Failed<Void> failed) {
                boolean lacking = failed.failure().code().equals(DatabricksFailures.NO_SUCH_API);
                wholePipelineOnly |= lacking;
                // A plain 404 speaks of the address or of the update; the list tells which.
                return lacking || failed.failure().category() == FailureCategory.NOT_FOUND
                        ? stopIfAlone(ref)
                        : Answers.failed(failed.failure());
            }
            return Answers.succeeded(null);
        });
    }

    private CompletionStage<Answer<Void>> stopIfAlone(UpdateRef ref) {
        return client.updates(ref.pipelineId(), Optional.empty(), Operation.CANCEL)
                .thenCompose(answer -> Answers.then(answer, page -> decide(ref, updates(page))));
    }

    private CompletionStage<Answer<Void>> decide(UpdateRef ref, List<Update> latest) {
        Optional<Update> ours = latest.stream()
                .filter(update -> update.updateId().equals(ref.updateId()))
                .findFirst();
        if (ours.isEmpty()) {
            // Not on the page of the latest: it has long ended, is too new, or never was; only a look at it can tell.
            return client.update(ref)
                    .thenCompose(answer -> Answers.then(
                            answer,
                            update -> update.ended() ? Answers.succeeded(null) : busy(ref, "it is not listed yet")));
        }
        if (ours.get().ended()) {
            return Answers.succeeded(null);
        }
        Optional<Update> other = latest.stream()
                .filter(update -> !update.updateId().equals(ref.updateId()))
                .filter(update -> !update.ended())
                .findFirst();
        return other.map(open -> busy(
                        ref, "update " + open.updateId() + " of the same pipeline is open too and would be stopped"))
                .orElseGet(() -> client.stopPipeline(ref));
    }

    private static CompletionStage<Answer<Void>> busy(UpdateRef ref, String reason) {
        return Answers.failed(
                Failure.of(FailureCategory.BUSY, "JOB_BUSY", "Tried to cancel run " + ref.runId() + ", but " + reason));
    }

    private static List<Update> updates(JsonNode page) {
        return StreamSupport.stream(page.path("updates").spliterator(), false)
                .flatMap(json -> Update.of(json).stream())
                .toList();
    }
}
