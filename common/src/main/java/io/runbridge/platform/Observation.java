package io.runbridge.platform;

import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
 * @param activities what happened in a run that has ended, at most {@value Activity#MOST}; empty where it was not asked for
 *     or could not be found out
 * @param outputs what a run that has ended gave back, within the bounds of {@link OutputRules}; empty where it was not
 *     asked for, gave nothing back, or this could not be found out
 * @param groupId the platform's id of the group of runs that repeat each other, where it names one
 */
public record Observation(
        Status status,
        String platformStatus,
        Optional<String> message,
        Optional<String> errorCode,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        Instant freshAt,
        Optional<String> monitoringUrl,
        List<Activity> activities,
        List<Output> outputs,
        Optional<String> groupId) {

    public Observation {
        activities = List.copyOf(activities);
        outputs = List.copyOf(outputs);
    }

    /** Without activities, outputs and group. */
    public Observation(
            Status status,
            String platformStatus,
            Optional<String> message,
            Optional<String> errorCode,
            Optional<Instant> startTime,
            Optional<Instant> endTime,
            Instant freshAt,
            Optional<String> monitoringUrl) {
        this(
                status,
                platformStatus,
                message,
                errorCode,
                startTime,
                endTime,
                freshAt,
                monitoringUrl,
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The same as a run of that group. */
    public Observation ofGroup(Optional<String> group) {
        return with(message, activities, outputs, group);
    }

    /**
     * The same with what happened in the run, in the order in which it began. Of too many those that failed are kept.
     *
     * @param cause the first error, for a run that failed without telling why
     */
    public Observation explainedBy(List<Activity> found, Optional<String> cause) {
        List<Activity> kept = found.stream()
                .sorted(Comparator.comparing(activity -> !activity.failed()))
                .limit(Activity.MOST)
                .sorted(Comparator.comparing(activity -> activity.startTime().orElse(Instant.MAX)))
                .toList();
        return with(status == Status.FAILED ? FailureText.of(message, cause) : message, kept, outputs, groupId);
    }

    /** The same with what the run gave back, as far as it fits. */
    public Observation giving(List<Output> found) {
        return with(message, activities, OutputRules.fitting(found), groupId);
    }

    private Observation with(
            Optional<String> text, List<Activity> happened, List<Output> given, Optional<String> group) {
        return new Observation(
                status,
                platformStatus,
                text,
                errorCode,
                startTime,
                endTime,
                freshAt,
                monitoringUrl,
                happened,
                given,
                group);
    }

    /** Whether the run has ended and will not change any more. */
    public boolean terminal() {
        return switch (status) {
            case SUCCESS, FAILED, CANCELLED -> true;
            case STARTING, RUNNING, UNKNOWN -> false;
        };
    }
}
