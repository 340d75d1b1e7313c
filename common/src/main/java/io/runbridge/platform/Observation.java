package io.runbridge.platform;

import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * What the platform says about a run at one moment. Immutable, any thread.
 *
 * @param status decoded; {@code UNKNOWN} for a word that is in no table, which never ends a run
 * @param platformStatus the platform's own words, e.g. {@code TERMINATED/SUCCESS}
 * @param message the platform's text, at most 4,000 characters
 * @param errorCode the platform's own error code when the run failed
 * @param startTime when the run began to work there
 * @param endTime when it ended; may be empty for an ended run
 * @param freshAt when this was true: the platform's lastUpdated where it has one, else when we asked
 * @param monitoringUrl the page for people, where the platform names one itself
 */
public record Observation(
        Status status,
        String platformStatus,
        Optional<String> message,
        Optional<String> errorCode,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        Instant freshAt,
        Optional<String> monitoringUrl) {

    /** Whether the run has ended and will not change any more. */
    public boolean terminal() {
        return switch (status) {
            case SUCCESS, FAILED, CANCELLED -> true;
            case STARTING, RUNNING, UNKNOWN -> false;
        };
    }
}
