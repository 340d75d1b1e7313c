package io.runbridge.poller.open;

import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.TrackedRun;
import io.runbridge.poller.run.OpenRun;
import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes open runs up, new ones and those of the store: the latter a helping at a time, so that a million of them does not
 * stall the thread. Reports those that nobody here can look at. Stream thread only.
 */
final class RunIntake {

    private static final Logger LOGGER = LoggerFactory.getLogger(RunIntake.class);

    private static final int HELPING = 5_000;
    private static final long REPORT_EVERY_MS = Duration.ofMinutes(10).toMillis();

    private final OpenRunStore store;
    private final PollAgenda agenda;
    private final StuckRuns stuckRuns;
    private final PollerMetrics metrics;
    private boolean loading = true;
    private Optional<String> loaded = Optional.empty();
    private long reportAtMs;

    RunIntake(OpenRunStore store, PollAgenda agenda, StuckRuns stuckRuns, PollerMetrics metrics, long nowMs) {
        this.store = store;
        this.agenda = agenda;
        this.stuckRuns = stuckRuns;
        this.metrics = metrics;
        this.reportAtMs = nowMs;
    }

    /** The next helping of the store, until there is none. A run that came anew meanwhile is taken up already. */
    void load(long nowMs) {
        if (loading) {
            loaded = store.readOpen(loaded, HELPING, run -> {
                if (agenda.find(run.getPlatform(), run.getRunId()).stream()
                        .noneMatch(known -> known.requestId().equals(run.getRequestId()))) {
                    take(run, false, nowMs);
                }
            });
            loading = loaded.isPresent();
        }
    }

    /** @param justStarted whether it comes from its start, not from the store */
    void take(OpenRun run, boolean justStarted, long nowMs) {
        RunRef ref = new RunRef(JobType.valueOf(run.getJobType()), run.getExternalId(), run.getRunId());
        TrackedRun tracked = new TrackedRun(
                run.getPlatform(),
                run.getRequestId(),
                ref,
                run.getStartedAt(),
                Optional.ofNullable(run.getStartTime()).orElse(run.getStartedAt()),
                Optional.ofNullable(run.getFreshAt()).orElse(Instant.MIN));
        boolean served = agenda.open(tracked, timeoutAt(run), justStarted, nowMs);
        metrics.openRuns(run.getPlatform(), 1);
        if (served) {
            stuckRuns.opened(tracked, run, nowMs);
        } else {
            int unserved = agenda.unserved().get(run.getPlatform());
            metrics.unservedRuns(run.getPlatform(), unserved);
            reportAtMs = unserved == 1 ? nowMs : reportAtMs;
        }
    }

    /** Says now and then which runs nobody here can look at. */
    void report(long nowMs) {
        if (nowMs >= reportAtMs) {
            reportAtMs = nowMs + REPORT_EVERY_MS;
            agenda.unserved().forEach((platform, runs) -> LOGGER.atError()
                    .addKeyValue("platform", platform)
                    .addKeyValue("openRuns", runs)
                    .log("Open runs of a platform or job type that is not configured here; they stay open,"
                            + " unobserved"));
        }
    }

    private static Optional<Instant> timeoutAt(OpenRun run) {
        return run.getTimeoutRequested()
                ? Optional.empty()
                : Optional.ofNullable(run.getTimeoutSeconds())
                        .filter(seconds -> seconds > 0)
                        .map(run.getStartedAt()::plusSeconds);
    }
}
