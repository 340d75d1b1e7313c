package io.runbridge.poller.run;

import io.runbridge.platform.Observation;
import io.runbridge.poller.run.Transition.Changed;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns answers about an open run into its history: numbered without a gap, two neighbours differing in status, platform
 * status or message, the terminal one last (promise P4). Pure functions, any thread.
 */
public final class Transitions {

    /** Error code of a run that its platform does not know any more. */
    public static final String RUN_LOST = "RUN_LOST";

    /** Error code of a failed run whose platform names none. */
    static final String RUN_FAILED = "RUN_FAILED";

    static final int MAX_MESSAGE = 4_000;

    /** What is known of a time further ahead than this comes from our own clock before it was set back. */
    static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    private Transitions() {}

    /**
     * What an observation means.
     *
     * @param knownAt when what is known of the run was true
     * @param now our clock
     */
    public static Transition observed(OpenRun run, Observation seen, Instant knownAt, Instant now) {
        if (seen.freshAt().isBefore(knownAt) && !knownAt.isAfter(now.plus(MOST_AHEAD))) {
            return new Transition.Stale();
        }
        Optional<String> message =
                seen.message().filter(text -> !text.isBlank()).map(Transitions::cut);
        boolean same = seen.status().name().equals(run.getStatus())
                && seen.platformStatus().equals(run.getPlatformStatus())
                && message.equals(Optional.ofNullable(run.getMessage()));
        if (same) {
            return new Transition.Unchanged();
        }
        Instant startTime = seen.startTime().orElse(run.getStartTime());
        RunStatus status = event(run, seen.status(), now)
                .setPlatformStatus(seen.platformStatus())
                .setMessage(message.orElse(null))
                .setError(error(seen, message))
                .setStartTime(startTime)
                .setEndTime(seen.endTime().orElse(null))
                .setMonitoringUrl(seen.monitoringUrl().orElseGet(() -> monitoringUrl(run)))
                .setTerminal(seen.terminal())
                .build();
        return changed(run, status, seen.freshAt());
    }

    /** The end of a run that its platform does not know any more. Its last known platform status is kept. */
    public static Changed lost(OpenRun run, String reason, Instant now) {
        String message = cut("Lost: " + reason);
        RunStatus status = event(run, Status.UNKNOWN, now)
                .setPlatformStatus(run.getPlatformStatus())
                .setMessage(message)
                .setError(new RunError(RUN_LOST, message))
                .setStartTime(run.getStartTime())
                .setMonitoringUrl(monitoringUrl(run))
                .setTerminal(true)
                .build();
        return changed(run, status, now);
    }

    private static Changed changed(OpenRun run, RunStatus status, Instant freshAt) {
        OpenRun next = OpenRun.newBuilder(run)
                .setNextSequence(run.getNextSequence() + 1)
                .setStatus(status.getStatus().name())
                .setPlatformStatus(status.getPlatformStatus())
                .setMessage(status.getMessage())
                .setStartTime(status.getStartTime())
                .setFreshAt(freshAt)
                .build();
        return new Changed(next, status);
    }

    private static RunStatus.Builder event(OpenRun run, Status status, Instant now) {
        return RunStatus.newBuilder()
                .setRequestId(run.getRequestId())
                .setPlatform(run.getPlatform())
                .setJobType(JobType.valueOf(run.getJobType()))
                .setExternalId(run.getExternalId())
                .setRunId(run.getRunId())
                .setSequence(run.getNextSequence())
                .setStatus(status)
                .setCandidates(List.of())
                .setObservedAt(now);
    }

    private static RunError error(Observation seen, Optional<String> message) {
        if (seen.status() != Status.FAILED) {
            return null;
        }
        return new RunError(seen.errorCode().orElse(RUN_FAILED), message.orElseGet(seen::platformStatus));
    }

    private static String monitoringUrl(OpenRun run) {
        String url = Objects.requireNonNull(run.getMonitoringUrl());
        return url.isEmpty() ? null : url;
    }

    /** At most 4,000 characters, never half of a surrogate pair at the end. */
    private static String cut(String text) {
        if (text.length() <= MAX_MESSAGE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_MESSAGE - 1)) ? MAX_MESSAGE - 1 : MAX_MESSAGE;
        return text.substring(0, end);
    }
}
