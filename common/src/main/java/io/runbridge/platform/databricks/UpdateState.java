package io.runbridge.platform.databricks;

import io.runbridge.schemas.Status;
import java.util.Optional;

/**
 * The words in {@code state} of a pipeline update, with a hint for people where a word that lasts raises questions.
 * Fact: UpdateInfoState of databricks-sdk-java 0.149.0, complete.
 */
enum UpdateState {
    QUEUED(Status.STARTING),
    CREATED(Status.STARTING),
    WAITING_FOR_RESOURCES(
            Status.STARTING,
            "The pipeline waits for compute; if that lasts, a resource it needs may be missing, such as its target"
                    + " storage or cluster policy: see its page in Databricks"),
    INITIALIZING(Status.STARTING),
    RESETTING(Status.RUNNING),
    SETTING_UP_TABLES(
            Status.RUNNING, "The pipeline creates and checks its tables before data flows; many tables take long"),
    RUNNING(Status.RUNNING),
    STOPPING(Status.RUNNING, "The pipeline is stopping; a continuous one drains first, which may take minutes"),
    COMPLETED(Status.SUCCESS),
    FAILED(Status.FAILED),
    CANCELED(Status.CANCELLED);

    private final Status status;
    private final Optional<String> hint;

    UpdateState(Status status) {
        this.status = status;
        this.hint = Optional.empty();
    }

    UpdateState(Status status, String hint) {
        this.status = status;
        this.hint = Optional.of(hint);
    }

    static Optional<UpdateState> of(String word) {
        return Words.find(values(), word);
    }

    Status status() {
        return status;
    }

    Optional<String> hint() {
        return hint;
    }
}
