package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.config.OutputPolicy;
import io.runbridge.platform.Answer;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Patience;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds to a job run that has ended what its notebooks ended with ({@code dbutils.notebook.exit}), by the keys of its tasks:
 * one call for each notebook task that ended well, one after the other, of the first {@value #MOST}. What other kinds of
 * tasks put out (logs, links with tokens) is never read. A value that could not be read is named, with the task's run. Any
 * thread. Fact: get-output is for single tasks only, and has the first 5 MB of a result, with {@code truncated}.
 */
final class TaskOutputs {

    /** Most tasks of one run that are asked. */
    static final int MOST = 20;

    private static final Optional<String> NOTEBOOK = Optional.of("notebook_task");

    /** After these the next call would fare no better, and would only be one more. */
    private static final Set<FailureCategory> RESTING = Set.of(FailureCategory.THROTTLED, FailureCategory.PAUSED);

    private final JobsClient client;
    private final OutputPolicy policy;

    TaskOutputs(JobsClient client, OutputPolicy policy) {
        this.client = client;
        this.policy = policy;
    }

    /** Whether a run that ended so is asked. */
    boolean wanted(Observation seen) {
        return policy.covers(seen.status());
    }

    /**
     * The run with what it gave back, if that is wanted; never fails.
     *
     * @param left no further call is made after it
     */
    CompletionStage<Observation> add(Observation seen, List<TaskRun> tasks, Patience left) {
        return wanted(seen)
                ? new Reading(notebooks(tasks), left).from(0).thenApply(seen::giving)
                : CompletableFuture.completedFuture(seen);
    }

    /** Of a task that was repeated the last run counts. */
    private static List<TaskRun> notebooks(List<TaskRun> tasks) {
        return tasks.stream()
                .collect(Collectors.toMap(
                        task -> task.activity().name(),
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparing(TaskRun::endedAt)),
                        LinkedHashMap::new))
                .values()
                .stream()
                .filter(task -> task.activity().status() == Status.SUCCESS
                        && task.activity().type().equals(NOTEBOOK)
                        && task.runId().isPresent())
                .toList();
    }

    /** One pass through the tasks; one thread at a time. */
    private final class Reading {

        private final List<TaskRun> tasks;
        private final Patience left;
        private final List<Output> outputs = new ArrayList<>();
        private boolean resting;

        Reading(List<TaskRun> tasks, Patience left) {
            this.tasks = tasks;
            this.left = left;
        }

        CompletionStage<List<Output>> from(int index) {
            if (index == tasks.size() || index == MOST || resting || left.over()) {
                tasks.subList(index, tasks.size()).forEach(this::elsewhere);
                return CompletableFuture.completedFuture(outputs);
            }
            TaskRun task = tasks.get(index);
            return client.output(task.runId().orElseThrow()).thenCompose(answer -> {
                if (answer instanceof Answer.Success<JsonNode> read) {
                    output(task, read.value()).ifPresent(outputs::add);
                } else if (answer instanceof Answer.Failed<JsonNode> failed) {
                    elsewhere(task);
                    resting = RESTING.contains(failed.failure().category());
                }
                return from(index + 1);
            });
        }

        private void elsewhere(TaskRun task) {
            outputs.add(Output.elsewhere(task.activity().name(), task.runId().orElseThrow()));
        }
    }

    /** Empty if the notebook ended without a value. */
    private static Optional<Output> output(TaskRun task, JsonNode answer) {
        JsonNode output = answer.path("notebook_output");
        JsonNode result = output.path("result");
        return Stream.of(result)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .map(text -> new Output(
                        task.activity().name(),
                        Optional.of(text),
                        Optional.of(type(text)),
                        output.path("truncated").asBoolean(),
                        task.runId().orElseThrow()))
                .findFirst();
    }

    /** A notebook gives text only; what is too long to be passed on is not read for its type. */
    private static DataType type(String text) {
        if (text.length() > Output.MAX_VALUE) {
            return DataType.STRING;
        }
        return Json.read(text)
                .filter(JsonNode::isContainerNode)
                .map(json -> json.isObject() ? DataType.OBJECT : DataType.ARRAY)
                .orElseGet(() -> GuessedValue.of(text).type());
    }
}
