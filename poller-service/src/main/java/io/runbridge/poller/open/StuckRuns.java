package io.runbridge.poller.open;

import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.TimerWheel;
import io.runbridge.poller.round.TrackedRun;
import io.runbridge.poller.run.OpenRun;
import io.runbridge.poller.run.StuckPolicy;
import io.runbridge.poller.run.Transition.Changed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and reports runs that are stuck, and asks once for their cancel where that is configured. A timer for each run
 * whose state has a limit only asks for a look: whether a run is stuck is decided by what that shows, so never while its
 * platform cannot be asked. Timers are in memory and set again from the store when the task starts. Stream thread only.
 */
final class StuckRuns {

    private static final Logger LOGGER = LoggerFactory.getLogger(StuckRuns.class);

    private static final long TICK_MS = 1_000;
    private static final int BUCKETS = 4096;

    /** Between looks at a run that should be stuck by now; also what a restart leaves to the looks that it takes anyway. */
    private static final long AGAIN_MS = Duration.ofMinutes(1).toMillis();

    private final Map<String, StuckPolicy> policies;
    private final PollAgenda agenda;
    private final RunEvents events;
    private final PollerMetrics metrics;
    private final TimerWheel<TrackedRun> limits;
    private final Map<TrackedRun, Integer> timers = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param policies by platform; no run of any other one is ever stuck */
    StuckRuns(
            Map<String, StuckPolicy> policies, PollAgenda agenda, RunEvents events, PollerMetrics metrics, long nowMs) {
        this.policies = Map.copyOf(policies);
        this.agenda = agenda;
        this.events = events;
        this.metrics = metrics;
        this.limits = new TimerWheel<>(TICK_MS, BUCKETS, nowMs);
    }

    StuckPolicy policy(String platform) {
        return policies.getOrDefault(platform, StuckPolicy.NONE);
    }

    /** A run that is looked at from now on, new or restored. */
    void opened(TrackedRun tracked, OpenRun run, long nowMs) {
        if (run.getStuck()) {
            count(run.getPlatform(), 1);
        }
        watch(tracked, run, AGAIN_MS, nowMs);
    }

    /** Looks at the runs whose limit has passed, now and from time to time until their state says more. */
    void tick(long nowMs) {
        for (TrackedRun run : limits.advance(nowMs)) {
            timers.put(run, limits.schedule(run, AGAIN_MS, nowMs));
            agenda.lookNow(run, nowMs);
        }
    }

    /**
     * A change is published.
     *
     * @param before the run as it was stored
     * @return the run as it is to be stored
     */
    OpenRun published(TrackedRun tracked, OpenRun before, Changed change, long nowMs) {
        OpenRun run = change.run();
        Optional.ofNullable(timers.remove(tracked)).ifPresent(limits::cancel);
        if (!change.status().getTerminal()) {
            watch(tracked, run, 0, nowMs);
        }
        if (before.getStuck() == run.getStuck()) {
            return run;
        }
        count(run.getPlatform(), run.getStuck() ? 1 : -1);
        return run.getStuck() ? stuck(run, nowMs) : run;
    }

    private void watch(TrackedRun tracked, OpenRun run, long leastMs, long nowMs) {
        policy(run.getPlatform()).stuckFrom(run).ifPresent(at -> {
            long delayMs = Math.max(leastMs, at.toEpochMilli() - nowMs);
            timers.put(tracked, limits.schedule(tracked, delayMs, nowMs));
        });
    }

    /** Takes this task's runs out of what is shown. */
    void close() {
        counts.forEach((platform, count) -> metrics.stuckRuns(platform, -count));
        counts.clear();
    }

    private OpenRun stuck(OpenRun run, long nowMs) {
        boolean cancel =
                policy(run.getPlatform()).cancels() && !run.getStuckCancelRequested() && !run.getTimeoutRequested();
        LOGGER.atWarn()
                .addKeyValue("platform", run.getPlatform())
                .addKeyValue("requestId", run.getRequestId())
                .addKeyValue("runId", run.getRunId())
                .addKeyValue("platformStatus", run.getPlatformStatus())
                .addKeyValue("since", run.getStateSince())
                .addKeyValue("cancel", cancel)
                .log("The run has been in its state for longer than it may; it is published as stuck");
        if (!cancel) {
            return run;
        }
        events.cancel(run, CancelReason.STUCK, nowMs);
        metrics.stuckCancelRequested(run.getPlatform());
        return OpenRun.newBuilder(run).setStuckCancelRequested(true).build();
    }

    private void count(String platform, int change) {
        counts.merge(platform, change, Integer::sum);
        metrics.stuckRuns(platform, change);
    }
}
