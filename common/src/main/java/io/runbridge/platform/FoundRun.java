package io.runbridge.platform;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run that a look-up found. Immutable, any thread.
 *
 * @param externalId the job it is a run of
 * @param runId the run as Runbridge names it
 * @param parameters as the platform echoes them, canonical text by name; never logged, it may hold secrets
 * @param marker the id of the request that it was started for, as far as the run itself says so
 * @param createdAt when the platform created it, by the platform's clock
 */
public record FoundRun(
        String externalId, String runId, Map<String, String> parameters, Optional<String> marker, Instant createdAt) {

    public FoundRun {
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
        return "FoundRun[externalId=" + externalId + ", runId=" + runId + ", createdAt=" + createdAt + "]";
    }
}
