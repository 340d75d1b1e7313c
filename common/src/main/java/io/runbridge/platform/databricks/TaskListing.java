package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.config.PlatformConfig.ActivityPolicy;
import io.runbridge.platform.Activity;
import io.runbridge.platform.Answer;
import io.runbridge.platform.FailureText;
import io.runbridge.platform.Observation;
import io.runbridge.platform.http.FirstPages;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Patience;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Adds to a job run that has ended what its tasks came to: those that failed, or all where all ended runs are asked. Of
 * the first that failed also the output is read, if its text only points there. What the run gave back is added by {@link
 * TaskOutputs}. What cannot be found out is left out: the end counts more. Any thread. Fact: a page of runs/get 2.2 has 100 tasks; get-output is for single tasks only.
 */
final class TaskListing {

    private final JobsClient client;
    private final ActivityPolicy policy;
    private final TaskOutputs outputs;
    private final Duration patience;

    /**
     * @param patience no further call is made after it
     */
    TaskListing(JobsClient client, ActivityPolicy policy, TaskOutputs outputs, Duration patience) {
        this.client = client;
        this.policy = policy;
        this.outputs = outputs;
        this.patience = patience;
    }

    /**
     * The run with its tasks and outputs, if it has ended so that they are wanted; never fails.
     *
     * @param run its first page
     * @param seen what that says of the whole
     */
    CompletionStage<Observation> explain(String runId, JsonNode run, Observation seen) {
        if (!policy.covers(seen.status()) && !outputs.wanted(seen)) {
            return CompletableFuture.completedFuture(seen);
        }
        Patience left = Patience.lasting(patience);
        return FirstPages.readOn(run, token -> client.run(runId, token), "next_page_token", left)
                .thenApply(TaskListing::tasks)
                .thenCompose(tasks ->
                        explained(seen, tasks, left).thenCompose(explained -> outputs.add(explained, tasks, left)));
    }

    private static List<TaskRun> tasks(List<JsonNode> pages) {
        return pages.stream()
                .flatMap(page -> StreamSupport.stream(page.path("tasks").spliterator(), false))
                .flatMap(json -> TaskRun.of(json).stream())
                .toList();
    }

    private CompletionStage<Observation> explained(Observation seen, List<TaskRun> all, Patience left) {
        if (!policy.covers(seen.status())) {
            return CompletableFuture.completedFuture(seen);
        }
        List<TaskRun> told = all.stream()
                .filter(task ->
                        policy == ActivityPolicy.ALWAYS || task.activity().failed())
                .toList();
        return reasoned(told, left)
                .thenApply(tasks -> seen.explainedBy(
                        activities(tasks.stream()),
                        FailureText.cause(activities(tasks.stream().filter(TaskRun::broke)))));
    }

    private static List<Activity> activities(Stream<TaskRun> tasks) {
        return tasks.map(TaskRun::activity).toList();
    }

    /** The tasks, the first that failed with the error in its output if there is need and time to read that. */
    private CompletionStage<List<TaskRun>> reasoned(List<TaskRun> tasks, Patience left) {
        Optional<TaskRun> first = tasks.stream().filter(TaskRun::broke).min(Comparator.comparing(TaskRun::endedAt));
        Optional<String> outputOf = first.filter(task -> !task.telling()).flatMap(TaskRun::runId);
        if (outputOf.isEmpty() || left.over()) {
            return CompletableFuture.completedFuture(tasks);
        }
        return client.output(outputOf.get()).thenApply(answer -> tasks.stream()
                .map(task -> task.equals(first.get()) ? task.because(error(answer)) : task)
                .toList());
    }

    private static Optional<String> error(Answer<JsonNode> answer) {
        return answer instanceof Answer.Success<JsonNode> output
                ? Stream.of("error", "error_trace")
                        .flatMap(member -> Json.text(output.value(), member).stream())
                        .findFirst()
                : Optional.empty();
    }
}
