package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Activity;
import io.runbridge.platform.Answer;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out why an update failed: an update itself does not say, its events do. Also names the update that Databricks
 * has started in its place, if there is one by then. What cannot be found out is left out. Any thread.
 */
final class UpdateFailure {

    private static final int MAX_ERRORS = 3;
    private static final int MAX_TEXT = 4_000;

    private final PipelinesClient client;

    UpdateFailure(PipelinesClient client) {
        this.client = client;
    }

    /**
     * Why an update failed.
     *
     * @param errors one for each event that names one, oldest first
     */
    record Explanation(Optional<String> message, List<Activity> errors) {}

    /** Asks for events and successor at once; never fails. */
    CompletionStage<Explanation> explain(UpdateRef ref) {
        return errors(ref)
                .thenCombine(
                        client.updates(ref.pipelineId(), Optional.empty(), Operation.OBSERVE), (errors, updates) -> {
                            // The first one is usually the cause of the others.
                            String text = Stream.concat(
                                            errors.stream()
                                                    .flatMap(error -> error.message().stream())
                                                    .distinct()
                                                    .limit(MAX_ERRORS),
                                            found(updates).flatMap(page -> successor(page, ref)).stream())
                                    .collect(Collectors.joining("; "));
                            return new Explanation(Optional.of(text).filter(t -> !t.isEmpty()), errors);
                        });
    }

    /** The errors among the newest events of an update, oldest first; never fails. */
    CompletionStage<List<Activity>> errors(UpdateRef ref) {
        return client.events(ref)
                .thenApply(
                        answer -> found(answer).map(page -> errors(page, ref)).orElse(List.of()));
    }

    private static Optional<JsonNode> found(Answer<JsonNode> answer) {
        return answer instanceof Answer.Success<JsonNode> success ? Optional.of(success.value()) : Optional.empty();
    }

    private static List<Activity> errors(JsonNode page, UpdateRef ref) {
        List<Activity> errors = new ArrayList<>();
        for (JsonNode event : page.path("events")) {
            boolean ours = Json.text(event.path("origin"), "update_id")
                    .map(ref.updateId()::equals)
                    .orElse(true);
            if (ours && event.path("error").isObject()) {
                error(event).ifPresent(text -> errors.add(activity(event, text)));
            }
        }
        Collections.reverse(errors);
        return errors;
    }

    /** Named by what was worked on, as far as the event tells. */
    private static Activity activity(JsonNode event, String text) {
        JsonNode origin = event.path("origin");
        Optional<String> type = Json.text(event, "event_type");
        Optional<Instant> at = Json.instant(event, "timestamp");
        return new Activity(
                Json.text(origin, "flow_name")
                        .or(() -> Json.text(origin, "dataset_name"))
                        .or(() -> type)
                        .orElse("error"),
                type,
                Status.FAILED,
                Optional.of(text),
                at,
                at,
                1);
    }

    private static Optional<String> error(JsonNode event) {
        JsonNode exception = event.path("error").path("exceptions").path(0);
        Optional<String> thrown = text(exception);
        return text(event)
                .map(message -> thrown.filter(t -> !message.contains(t))
                        .map(t -> message + ": " + t)
                        .orElse(message))
                .or(() -> thrown);
    }

    /** Cut and masked one by one: only so does the comparison see what will be seen, and costs little. */
    private static Optional<String> text(JsonNode node) {
        return Json.text(node, "message").map(text -> Words.cut(text, MAX_TEXT));
    }

    /** The oldest update that is newer than ours and was started by Databricks itself. */
    private static Optional<String> successor(JsonNode page, UpdateRef ref) {
        Optional<Update> next = Optional.empty();
        for (JsonNode json : page.path("updates")) {
            Optional<Update> update = Update.of(json);
            if (update.filter(u -> u.updateId().equals(ref.updateId())).isPresent()) {
                return next.filter(Update::successor)
                        .map(u -> "Databricks goes on with update " + u.updateId() + " ("
                                + u.cause().orElse("") + ")");
            }
            next = update;
        }
        return Optional.empty();
    }
}
