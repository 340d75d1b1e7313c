package io.runbridge.poller.run;

import io.runbridge.platform.Observation;
import io.runbridge.platform.PlatformText;
import io.runbridge.poller.run.Transition.Changed;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /**
     * A look that began later than this after what is known had arrived is newer, whatever time its answer bears: listings
     * and replicas lag about a minute, and the times of answers come from different clocks, so they may be wrong for good.
     */
    static final Duration LONGEST_LAG = Duration.ofMinutes(2);

    private Transitions() {}

    /** What an observation means where no run is ever stuck; see below. */
    static Transition observed(OpenRun run, Observation seen, Instant knownAt, Duration askedAfter, Instant now) {
        return observed(run, seen, knownAt, askedAfter, StuckPolicy.NONE, now);
    }

    /**
     * What an observation means. A run that is seen in its state for longer than its limit is stuck until its state
     * changes; while it is, its message says so, and since when.
     *
     * @param knownAt when what is known of the run was true, by the clock of whoever said so
     * @param askedAfter how long after what is known had arrived the look began, negative if it began before
     * @param now our clock
     */
    public static Transition observed(
            OpenRun run, Observation seen, Instant knownAt, Duration askedAfter, StuckPolicy policy, Instant now) {
        if (seen.freshAt().isBefore(knownAt)
                && askedAfter.compareTo(LONGEST_LAG) <= 0
                && !knownAt.isAfter(now.plus(MOST_AHEAD))) {
            return new Transition.Stale();
        }
        if (endedBefore(run, seen) && askedAfter.compareTo(LONGEST_LAG) <= 0) {
            return new Transition.Stale();
        }
        String platformStatus = storable(seen.platformStatus());
        boolean sameState =
                seen.status().name().equals(run.getStatus()) && platformStatus.equals(run.getPlatformStatus());
        Instant since = sameState ? StuckPolicy.stateSince(run) : now;
        boolean stuck = sameState && !seen.terminal() && (run.getStuck() || passed(policy, seen, since, now));
        Optional<String> said = seen.message().filter(text -> !text.isBlank());
        Optional<String> message =
                (stuck ? Optional.of(stuckMessage(platformStatus, since, said)) : said).map(Transitions::storable);
        if (sameState && message.equals(Optional.ofNullable(run.getMessage()))) {
            return new Transition.Unchanged();
        }
        Instant startTime = seen.startTime().orElse(run.getStartTime());
        RunStatus status = event(run, seen.status(), now)
                .setPlatformStatus(platformStatus)
                .setMessage(message.orElse(null))
                .setError(error(seen, message.orElse(platformStatus)))
                .setStartTime(startTime)
                .setEndTime(seen.endTime().orElse(null))
                .setMonitoringUrl(seen.monitoringUrl().orElseGet(() -> monitoringUrl(run)))
                .setTerminal(seen.terminal())
                .setGroupId(seen.groupId().map(Transitions::storable).orElse(run.getGroupId()))
                .setOutputs(seen.terminal() ? RunOutputs.of(run, seen.outputs()) : List.of())
                .build();
        List<RunActivity> activities = seen.terminal() ? RunActivities.of(run, seen.activities()) : List.of();
        return changed(run, status, seen.freshAt(), since, stuck, activities);
    }

    /** Whether it is still the end that the run had before it was opened again: a replica may not have seen that yet. */
    private static boolean endedBefore(OpenRun run, Observation seen) {
        return run.getEarlierEndTime() != null
                && seen.terminal()
                && seen.endTime()
                        .filter(end -> !end.isAfter(run.getEarlierEndTime()))
                        .isPresent();
    }

    private static boolean passed(StuckPolicy policy, Observation seen, Instant since, Instant now) {
        return policy.limit(seen.status(), seen.platformStatus())
                .filter(limit -> !now.isBefore(since.plus(limit)))
                .isPresent();
    }

    /** Made of what the store and the platform say alone, so that the next look finds the same text. */
    private static String stuckMessage(String platformStatus, Instant since, Optional<String> cause) {
        String stuck = "Stuck in " + platformStatus + " since " + since.truncatedTo(ChronoUnit.SECONDS);
        return cause.map(text -> stuck + ": " + text).orElse(stuck);
    }

    /** The end of a run that its platform does not know any more. Its last known platform status is kept. */
    public static Changed lost(OpenRun run, String reason, Instant now) {
        String message = storable("Lost: " + reason);
        RunStatus status = event(run, Status.UNKNOWN, now)
                .setPlatformStatus(run.getPlatformStatus())
                .setMessage(message)
                .setError(new RunError(RUN_LOST, message))
                .setStartTime(run.getStartTime())
                .setMonitoringUrl(monitoringUrl(run))
                .setTerminal(true)
                .build();
        return changed(run, status, now, now, false, List.of());
    }

    private static Changed changed(
            OpenRun run,
            RunStatus status,
            Instant freshAt,
            Instant since,
            boolean stuck,
            List<RunActivity> activities) {
        OpenRun next = OpenRun.newBuilder(run)
                .setNextSequence(run.getNextSequence() + 1)
                .setStatus(status.getStatus().name())
                .setPlatformStatus(status.getPlatformStatus())
                .setMessage(status.getMessage())
                .setStartTime(status.getStartTime())
                .setFreshAt(freshAt)
                .setStateSince(since)
                .setStuck(stuck)
                .setGroupId(status.getGroupId())
                .build();
        return new Changed(next, status, activities);
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
                .setRerunOf(run.getRerunOf())
                .setGroupId(run.getGroupId())
                .setOutputs(List.of())
                .setObservedAt(now);
    }

    private static RunError error(Observation seen, String message) {
        if (seen.status() != Status.FAILED) {
            return null;
        }
        return new RunError(storable(seen.errorCode().orElse(RUN_FAILED)), message);
    }

    private static String monitoringUrl(OpenRun run) {
        String url = Objects.requireNonNull(run.getMonitoringUrl());
        return url.isEmpty() ? null : url;
    }

    /** At most 4,000 characters, and equal to what will be read back: else every look would find a change. */
    private static String storable(String text) {
        return PlatformText.storable(text, MAX_MESSAGE);
    }
}
