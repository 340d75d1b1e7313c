package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunRequest;
import java.util.List;
import java.util.Optional;

/**
 * One start to make. Immutable, any thread.
 *
 * @param requestId id of the request; the idempotency token is derived from it where the platform takes one
 * @param jobType names the adapter
 * @param externalId the job as the platform names it, not yet encoded
 * @param parameters as the request carries them, names unique
 * @param recovery set when an earlier run is to be recovered
 * @param precondition what {@link RunAdapter#precondition} said before the first attempt, where the adapter needs one
 * @param resent whether an earlier attempt may have been carried out
 */
public record StartRun(
        String requestId,
        JobType jobType,
        String externalId,
        List<Parameter> parameters,
        Optional<Recovery> recovery,
        Optional<String> precondition,
        boolean resent) {

    public StartRun {
        parameters = List.copyOf(parameters);
    }

    /** A start that was not sent yet. */
    public StartRun(
            String requestId,
            JobType jobType,
            String externalId,
            List<Parameter> parameters,
            Optional<Recovery> recovery) {
        this(requestId, jobType, externalId, parameters, recovery, Optional.empty(), false);
    }

    /** The start that a request asks for, not sent yet. */
    public static StartRun of(RunRequest request) {
        return new StartRun(
                request.getRequestId(),
                request.getJobType(),
                request.getExternalId(),
                request.getParameters(),
                Optional.ofNullable(request.getRecovery()));
    }

    /** The same with other parameters. */
    public StartRun with(List<Parameter> others) {
        return new StartRun(requestId, jobType, externalId, others, recovery, precondition, resent);
    }

    /** The same under what was learned before it was first sent. */
    public StartRun under(Optional<String> learned) {
        return new StartRun(requestId, jobType, externalId, parameters, recovery, learned, resent);
    }

    /** The same after an attempt that may have been carried out. */
    public StartRun again() {
        return new StartRun(requestId, jobType, externalId, parameters, recovery, precondition, true);
    }

    /** Leaves the parameters out: they may hold what the sender wants kept. */
    @Override
    public String toString() {
        return "StartRun[requestId=" + requestId + ", jobType=" + jobType + ", externalId=" + externalId + "]";
    }
}
