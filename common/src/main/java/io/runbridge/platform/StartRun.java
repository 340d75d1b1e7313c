package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
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
 */
public record StartRun(
        String requestId, JobType jobType, String externalId, List<Parameter> parameters, Optional<Recovery> recovery) {

    public StartRun {
        parameters = List.copyOf(parameters);
    }

    /** Leaves the parameters out: they may hold what the sender wants kept. */
    @Override
    public String toString() {
        return "StartRun[requestId=" + requestId + ", jobType=" + jobType + ", externalId=" + externalId + "]";
    }
}
