package io.runbridge.poller.open;

import io.runbridge.poller.run.OpenRun;
import io.runbridge.poller.run.StuckPolicy;
import io.runbridge.poller.run.Transition.Changed;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and reports runs that are stuck, and asks once for their cancel where that is configured. Whether a run is stuck
 * is decided when a look shows it, never while its platform cannot be asked. Stream thread only.
 */
final class StuckRuns {

    private static final Logger LOGGER = LoggerFactory.getLogger(StuckRuns.class);

    private final Map<String, StuckPolicy> policies;
    private final RunEvents events;
    private final PollerMetrics metrics;
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param policies by platform; no run of any other one is ever stuck */
    StuckRuns(Map<String, StuckPolicy> policies, RunEvents events, PollerMetrics metrics) {
        this.policies = Map.copyOf(policies);
        this.events = events;
        this.metrics = metrics;
    }

    StuckPolicy policy(String platform) {
        return policies.getOrDefault(platform, StuckPolicy.NONE);
    }

    /** An open run that the store holds at the start. */
    void restored(OpenRun run) {
        if (run.getStuck()) {
            count(run.getPlatform(), 1);
        }
    }

    /**
     * A change is published.
     *
     * @param before the run as it was stored
     * @return the run as it is to be stored
     */
    OpenRun published(OpenRun before, Changed change, long nowMs) {
        OpenRun run = change.run();
        if (before.getStuck() == run.getStuck()) {
            return run;
        }
        count(run.getPlatform(), run.getStuck() ? 1 : -1);
        return run.getStuck() ? stuck(run, nowMs) : run;
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
