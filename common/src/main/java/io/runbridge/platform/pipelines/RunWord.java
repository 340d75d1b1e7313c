package io.runbridge.platform.pipelines;

import io.runbridge.schemas.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words in {@code status} of a pipeline run and what they mean. Fact: Queued, InProgress, Succeeded, Failed,
 * Canceling, Cancelled are what Azure's pages and SDKs name (learn.microsoft.com, data-factory/monitor-programmatically);
 * the other rows are spellings that clients of the product accept.
 */
enum RunWord {
    QUEUED("Queued", Status.STARTING, Hints.QUEUED),
    PENDING("Pending", Status.STARTING, Hints.QUEUED),
    IN_PROGRESS("InProgress", Status.RUNNING),
    RUNNING("Running", Status.RUNNING),
    /** Not ended: activities are still being stopped. */
    CANCELING("Canceling", Status.RUNNING, Hints.CANCELING),
    CANCELLING("Cancelling", Status.RUNNING, Hints.CANCELING),
    SUCCEEDED("Succeeded", Status.SUCCESS),
    SUCCESS("Success", Status.SUCCESS),
    COMPLETED("Completed", Status.SUCCESS),
    FAILED("Failed", Status.FAILED),
    FAILURE("Failure", Status.FAILED),
    ERROR("Error", Status.FAILED),
    CANCELLED("Cancelled", Status.CANCELLED),
    CANCELED("Canceled", Status.CANCELLED);

    private static final Map<String, RunWord> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(word -> key(word.word), Function.identity()));

    /** For people, where the platform itself says nothing. */
    private static final class Hints {
        private static final String QUEUED =
                "The run waits for the platform to begin it; if that lasts, as many runs of"
                        + " the pipeline as its concurrency allows may be under way";
        private static final String CANCELING = "The run is being cancelled; its activities are still being stopped";
    }

    private final String word;
    private final Status status;
    private final Optional<String> hint;

    RunWord(String word, Status status) {
        this(word, status, Optional.empty());
    }

    RunWord(String word, Status status, String hint) {
        this(word, status, Optional.of(hint));
    }

    RunWord(String word, Status status, Optional<String> hint) {
        this.word = word;
        this.status = status;
        this.hint = hint;
    }

    /** What the word means, whatever its case; UNKNOWN, which ends nothing, for any other. */
    static Status status(String word) {
        return of(word).map(known -> known.status).orElse(Status.UNKNOWN);
    }

    /** What a run with this word may be waiting for; empty where the word says all. */
    static Optional<String> hint(String word) {
        return of(word).flatMap(known -> known.hint);
    }

    private static Optional<RunWord> of(String word) {
        return Optional.ofNullable(BY_WORD.get(key(word)));
    }

    String word() {
        return word;
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
