package io.runbridge.platform.synapse;

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
    QUEUED("Queued", Status.STARTING),
    PENDING("Pending", Status.STARTING),
    IN_PROGRESS("InProgress", Status.RUNNING),
    RUNNING("Running", Status.RUNNING),
    /** Not ended: activities are still being stopped. */
    CANCELING("Canceling", Status.RUNNING),
    CANCELLING("Cancelling", Status.RUNNING),
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

    private final String word;
    private final Status status;

    RunWord(String word, Status status) {
        this.word = word;
        this.status = status;
    }

    /** What the word means, whatever its case; UNKNOWN, which ends nothing, for any other. */
    static Status status(String word) {
        return Optional.ofNullable(BY_WORD.get(key(word)))
                .map(known -> known.status)
                .orElse(Status.UNKNOWN);
    }

    String word() {
        return word;
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
