package io.runbridge.local;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunOutput;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Events for tests. */
final class Samples {
    static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    private Samples() {}

    static RunRequest request(String requestId) {
        return RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("43")
                .setParameters(List.of())
                .setRequestedAt(AT)
                .build();
    }

    static RunStatus status(long sequence, Status status, String platformStatus, RunOutput... outputs) {
        return RunStatus.newBuilder()
                .setRequestId("r-1")
                .setPlatform("lake")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("43")
                .setSequence(sequence)
                .setStatus(status)
                .setPlatformStatus(platformStatus)
                .setOutputs(List.of(outputs))
                .setObservedAt(AT)
                .setTerminal(status != Status.STARTING && status != Status.RUNNING)
                .build();
    }

    static RunStatus failed(long sequence, String code, String message) {
        return RunStatus.newBuilder(status(sequence, Status.FAILED, null))
                .setError(
                        RunError.newBuilder().setCode(code).setMessage(message).build())
                .build();
    }

    static Event event(String topic, SpecificRecord value) {
        return new Event(AT, topic, "r-1", Optional.of(value), Map.of());
    }
}
