package io.runbridge.platform.http;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunRef;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Steps that all adapters take with answers. Any thread. */
public final class Answers {

    private Answers() {}

    /** A stage that has already succeeded. */
    public static <T> CompletionStage<Answer<T>> succeeded(T value) {
        return CompletableFuture.completedFuture(Answer.success(value));
    }

    /** A stage that has already failed. */
    public static <T> CompletionStage<Answer<T>> failed(Failure failure) {
        return CompletableFuture.completedFuture(Answer.failed(failure));
    }

    /** The answer with another value; a failure stays as it is. */
    public static <T, R> Answer<R> map(Answer<T> answer, Function<T, R> change) {
        return answer instanceof Answer.Success<T> success
                ? Answer.success(change.apply(success.value()))
                : Answer.failed(((Answer.Failed<T>) answer).failure());
    }

    /** The next call after a success; a failure stays as it is. */
    public static <T, R> CompletionStage<Answer<R>> then(
            Answer<T> answer, Function<T, CompletionStage<Answer<R>>> next) {
        return answer instanceof Answer.Success<T> success
                ? next.apply(success.value())
                : failed(((Answer.Failed<T>) answer).failure());
    }

    /** Looks at each run and hands each answer to the sink as it comes; completes after the last. */
    public static CompletionStage<Void> each(
            List<RunRef> runs, Function<RunRef, CompletionStage<Answer<Observation>>> look, ObservationSink sink) {
        return CompletableFuture.allOf(runs.stream()
                .map(run -> look.apply(run)
                        .thenAccept(answer -> sink.accept(run, answer))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** The refusal of a start that should not have got past its check; empty if there is no problem. */
    public static Optional<Failure> refused(List<Problem> problems) {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(
                        FailureCategory.REJECTED,
                        problems.get(0).code(),
                        problems.stream().map(Problem::toString).collect(Collectors.joining("; "))));
    }

    /** Of a run id that cannot be one of this platform: such a run does not exist there. */
    public static Failure noSuchRun(String runId) {
        return Failure.of(
                FailureCategory.NOT_FOUND,
                "RUN_NOT_FOUND",
                "There is no run " + (runId.length() <= 100 ? runId : runId.substring(0, 100) + "…"));
    }
}
