package io.runbridge.platform.databricks;

import io.runbridge.schemas.Status;
import java.util.Optional;

/**
 * The words in {@code status.termination_details.code} of a job run that has ended. Fact: TerminationCodeCode of
 * databricks-sdk-java 0.149.0.
 */
enum TerminationCode {
    SUCCESS(Status.SUCCESS),
    SUCCESS_WITH_FAILURES(Status.SUCCESS),
    USER_CANCELED(Status.CANCELLED),
    /** By the platform, e.g. because the run took too long. */
    CANCELED(Status.CANCELLED),
    SKIPPED(Status.FAILED),
    DISABLED(Status.FAILED),
    INTERNAL_ERROR(Status.FAILED),
    DRIVER_ERROR(Status.FAILED),
    CLUSTER_ERROR(Status.FAILED),
    REPOSITORY_CHECKOUT_FAILED(Status.FAILED),
    INVALID_CLUSTER_REQUEST(Status.FAILED),
    WORKSPACE_RUN_LIMIT_EXCEEDED(Status.FAILED),
    FEATURE_DISABLED(Status.FAILED),
    CLUSTER_REQUEST_LIMIT_EXCEEDED(Status.FAILED),
    STORAGE_ACCESS_ERROR(Status.FAILED),
    RUN_EXECUTION_ERROR(Status.FAILED),
    UNAUTHORIZED_ERROR(Status.FAILED),
    LIBRARY_INSTALLATION_ERROR(Status.FAILED),
    MAX_CONCURRENT_RUNS_EXCEEDED(Status.FAILED),
    MAX_SPARK_CONTEXTS_EXCEEDED(Status.FAILED),
    RESOURCE_NOT_FOUND(Status.FAILED),
    INVALID_RUN_CONFIGURATION(Status.FAILED),
    CLOUD_FAILURE(Status.FAILED),
    MAX_JOB_QUEUE_SIZE_EXCEEDED(Status.FAILED),
    BREAKING_CHANGE(Status.FAILED),
    BUDGET_POLICY_LIMIT_EXCEEDED(Status.FAILED);

    private final Status status;

    TerminationCode(Status status) {
        this.status = status;
    }

    static Optional<TerminationCode> of(String word) {
        return Words.find(values(), word);
    }

    Status status() {
        return status;
    }
}
