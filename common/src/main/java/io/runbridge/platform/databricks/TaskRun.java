package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Activity;
import io.runbridge.platform.FailureText;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task of a job run as runs/get describes it; its words are those of a run. Immutable, any thread. Fact: RunTask of
 * databricks-sdk-java 0.149.0.
 *
 * @param runId of the task's own run, empty where there is none that can be asked for
 */
record TaskRun(Optional<String> runId, String platformStatus, Activity activity) {

    private static final String TASK = "_task";

    /** Ends of a task that did not run. */
    private static final Set<String> NOT_RUN =
            Set.of("UPSTREAM_FAILED", "UPSTREAM_CANCELED", "EXCLUDED", "DISABLED", "SKIPPED");

    /** The task, or empty if it has no name. */
    static Optional<TaskRun> of(JsonNode json) {
        return Json.text(json, "task_key").map(key -> {
            JobRun state = JobRun.of(json);
            Optional<String> runId = Json.whole(json, "run_id")
                    .filter(id -> DatabricksRules.RUN_ID.problem(id).isEmpty());
            Activity activity = new Activity(
                    key,
                    type(json),
                    state.status(),
                    // No status says what an unknown word means, so the word itself does.
                    state.message().or(() -> Optional.of(state.platformStatus())
                            .filter(word -> state.status() == Status.UNKNOWN)),
                    Json.millis(json, "start_time"),
                    Json.millis(json, "end_time"),
                    1 + Json.count(json, "attempt_number"));
            return new TaskRun(runId, state.platformStatus(), activity);
        });
    }

    /** A task has one member that says what it does, e.g. {@code notebook_task}. */
    private static Optional<String> type(JsonNode json) {
        return json.properties().stream()
                .filter(member ->
                        member.getKey().endsWith(TASK) && member.getValue().isObject())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether it failed by itself, not because another one did. */
    boolean broke() {
        return activity.status() == Status.FAILED && NOT_RUN.stream().noneMatch(platformStatus::endsWith);
    }

    /** Whether its own text says why. */
    boolean telling() {
        return activity.message().filter(FailureText::telling).isPresent();
    }

    Instant endedAt() {
        return activity.endTime().orElse(Instant.MAX);
    }

    /** The same with the error that its output names. */
    TaskRun because(Optional<String> error) {
        return new TaskRun(runId, platformStatus, activity.saying(FailureText.of(activity.message(), error)));
    }
}
