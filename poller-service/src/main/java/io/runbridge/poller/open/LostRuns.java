package io.runbridge.poller.open;

import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.TrackedRun;
import io.runbridge.poller.run.NotFoundGuard;
import io.runbridge.poller.run.NotFoundGuard.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Asks each platform's {@link NotFoundGuard} which runs are gone, and reports where endings are held. Stream thread only. */
final class LostRuns {

    private static final Logger LOGGER = LoggerFactory.getLogger(LostRuns.class);

    private static final String HELD =
            "Too many runs of the platform turned not-found at once: none of them ends until most are found again";
    private static final String RELEASED = "Most runs of the platform are found again";

    private final Duration grace;
    private final PollAgenda agenda;
    private final PollerMetrics metrics;
    private final Map<String, NotFoundGuard> guards = new HashMap<>();

    LostRuns(Duration grace, PollAgenda agenda, PollerMetrics metrics) {
        this.grace = grace;
        this.agenda = agenda;
        this.metrics = metrics;
    }

    /** Whether a run that was not found is gone. */
    boolean lost(TrackedRun run, long nowMs) {
        NotFoundGuard guard = guards.computeIfAbsent(run.platform(), platform -> new NotFoundGuard(grace));
        boolean held = guard.held();
        Verdict verdict =
                guard.notFound(run.requestId(), run.startedAt().toEpochMilli(), agenda.size(run.platform()), nowMs);
        report(run.platform(), guard, held);
        return verdict == Verdict.LOST;
    }

    /** The platform knows the run. */
    void found(TrackedRun run, long nowMs) {
        NotFoundGuard guard = guards.get(run.platform());
        if (guard != null) {
            boolean held = guard.held();
            guard.found(run.requestId(), agenda.size(run.platform()), nowMs);
            report(run.platform(), guard, held);
        }
    }

    private void report(String platform, NotFoundGuard guard, boolean heldBefore) {
        if (guard.held() != heldBefore) {
            metrics.notFoundHeld(platform, guard.held());
            LoggingEventBuilder log = (guard.held() ? LOGGER.atError() : LOGGER.atInfo())
                    .addKeyValue("platform", platform)
                    .addKeyValue("missedRuns", guard.missed())
                    .addKeyValue("openRuns", agenda.size(platform));
            log.log(guard.held() ? HELD : RELEASED);
        }
    }
}
