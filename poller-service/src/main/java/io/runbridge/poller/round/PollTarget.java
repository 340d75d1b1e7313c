package io.runbridge.poller.round;

import io.runbridge.config.CallRates;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RateLimit.Call;
import io.runbridge.platform.RunSurvey;
import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * How the runs of one platform are looked at. Immutable, any thread.
 *
 * @param rounds by job type; the runs of other job types stay open and are not looked at
 * @param surveys ways to look at many of them at once, at most one for a job type
 * @param minInterval shortest time between two looks at one run
 * @param maxInterval longest one
 * @param freshness time within which a change is wanted to be seen, where the budget lets it
 * @param callsPerSecond calls that may leave per second, more than 0
 * @param callsInFlight calls that may be in flight at once, 1 or more
 * @param room calls that its breaker lets be under way now
 * @param slower whether it says that few calls are left, asked before each one
 * @param clockSkew most the platform's clock may differ from ours
 * @param lookLimit after which a look that has not ended is given up; longer than any of its calls may take
 */
public record PollTarget(
        Map<JobType, PollRound> rounds,
        List<RunSurvey> surveys,
        Duration minInterval,
        Duration maxInterval,
        Duration freshness,
        double callsPerSecond,
        int callsInFlight,
        IntSupplier room,
        BooleanSupplier slower,
        Duration clockSkew,
        Duration lookLimit) {

    /**
     * Deadlines that fit into the limit of a look: a run may need one for its state and, once it has ended, two for what
     * happened in it; and it may wait for as much of others to be over.
     */
    private static final int DEADLINES_PER_LOOK = 10;

    /** A platform that is not configured: its runs stay open and wait for the configuration. */
    static final PollTarget UNCONFIGURED = new PollTarget(
            Map.of(), Duration.ofSeconds(2), Duration.ofMinutes(1), 1, 1, () -> 1, Duration.ofMinutes(5));

    public PollTarget {
        rounds = Map.copyOf(rounds);
        surveys = List.copyOf(surveys);
        freshness = freshness.compareTo(maxInterval) < 0 ? freshness : maxInterval;
    }

    /** A platform without surveys, whose runs may be seen as late as the longest interval. */
    public PollTarget(
            Map<JobType, PollRound> rounds,
            Duration minInterval,
            Duration maxInterval,
            double callsPerSecond,
            int callsInFlight,
            IntSupplier room,
            Duration lookLimit) {
        this(
                rounds,
                List.of(),
                minInterval,
                maxInterval,
                maxInterval,
                callsPerSecond,
                callsInFlight,
                room,
                () -> false,
                Duration.ZERO,
                lookLimit);
    }

    /** As the platform is configured; a poll may use all of its connections, for nothing else here calls it. */
    public static PollTarget of(Platform platform) {
        Map<JobType, PollRound> rounds = platform.adapters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> PollRound.perRun(entry.getValue())));
        PlatformConfig config = platform.config();
        return new PollTarget(
                rounds,
                platform.surveys(),
                config.polls().minInterval(),
                config.polls().maxInterval(),
                config.polls().freshness(),
                CallRates.of(config).polls(),
                config.calls().connections(),
                platform.breakers().observe()::room,
                () -> platform.rateLimit().slower(Call.OBSERVE),
                config.starts().clockSkew(),
                config.calls().deadline().multipliedBy(DEADLINES_PER_LOOK));
    }
}
