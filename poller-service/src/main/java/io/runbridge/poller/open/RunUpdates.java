package io.runbridge.poller.open;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.Observation;
import io.runbridge.poller.duration.JobDurations;
import io.runbridge.poller.open.LookEvent.Answered;
import io.runbridge.poller.open.LookEvent.Finished;
import io.runbridge.poller.open.LookEvent.PageAnswered;
import io.runbridge.poller.round.Batch;
import io.runbridge.poller.round.Look;
import io.runbridge.poller.round.PageLook;
import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.TrackedRun;
import io.runbridge.poller.run.OpenRun;
import io.runbridge.poller.run.Transition;
import io.runbridge.poller.run.Transitions;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Applies what looks learn to the open runs of one task: decides, stores, publishes, and sets the next look. A failed
 * look changes nothing but its next time (promise P5). Stream thread only.
 */
final class RunUpdates {

    private static final Logger LOGGER = LoggerFactory.getLogger(RunUpdates.class);
    private static final int FAILURES_WORTH_A_WARNING = 5;

    private final OpenRunStore store;
    private final PollAgenda agenda;
    private final RunEvents events;
    private final PollerMetrics metrics;
    private final LostRuns lostRuns;
    private final StuckRuns stuckRuns;
    private final JobDurations durations;
    private final SurveyPages pages;

    /** Takes more collaborators than usual: this is where stores, agenda and events meet. */
    RunUpdates(
            OpenRunStore store,
            PollAgenda agenda,
            RunEvents events,
            PollerMetrics metrics,
            LostRuns lostRuns,
            StuckRuns stuckRuns,
            JobDurations durations) {
        this.store = store;
        this.agenda = agenda;
        this.events = events;
        this.metrics = metrics;
        this.lostRuns = lostRuns;
        this.stuckRuns = stuckRuns;
        this.durations = durations;
        this.pages = new SurveyPages(agenda, metrics, this);
    }

    /** One answer, or the end of a look. */
    void take(LookEvent event, long nowMs) {
        if (event instanceof Answered answered) {
            agenda.find(answered.batch().platform(), answered.ref().runId()).stream()
                    .filter(run -> run.ref().equals(answered.ref()) && agenda.askedFor(run, answered.batch()))
                    .forEach(run -> take(run, answered, nowMs));
        } else if (event instanceof PageAnswered page) {
            pages.take(page.page(), page.answer(), nowMs);
        } else if (event instanceof Finished finished) {
            finish(finished, nowMs);
        }
    }

    /** A look did not end; what it may still say is taken, but not waited for. */
    void giveUp(Look look, long nowMs) {
        if (look instanceof Batch batch) {
            Exception late = new TimeoutException("The look did not end within its limit");
            finish(new Finished(batch, Optional.of(late)), nowMs);
        } else if (look instanceof PageLook page) {
            pages.giveUp(page, nowMs);
        }
    }

    /** The run's time is up: asks once for its cancel and goes on looking. */
    void timeOut(TrackedRun tracked, long nowMs) {
        OpenRun run = stored(tracked);
        if (!run.getTimeoutRequested()) {
            events.cancel(run, CancelReason.TIMEOUT, nowMs);
            store.put(OpenRun.newBuilder(run).setTimeoutRequested(true).build());
            metrics.timeoutRequested(tracked.platform());
            about(tracked, LOGGER.atInfo()).log("Time is up, the run's cancel is asked for");
        }
    }

    private void take(TrackedRun run, Answered answered, long nowMs) {
        if (answered.answer() instanceof Answer.Success<Observation> success) {
            observed(run, answered.batch(), success.value(), nowMs);
        } else if (answered.answer() instanceof Answer.Failed<Observation> failed) {
            failed(run, answered.batch(), failed.failure(), nowMs);
        }
    }

    private void observed(TrackedRun run, Batch batch, Observation seen, long nowMs) {
        agenda.answered(run, batch, nowMs);
        learnt(run, batch, seen, nowMs);
    }

    /** An answer that is as good as one about the run alone. */
    void learnt(TrackedRun run, Look look, Observation seen, long nowMs) {
        lostRuns.found(run, nowMs);
        Duration askedAfter = agenda.askedAfterKnown(run, look);
        OpenRun known = stored(run);
        Transition transition = Transitions.observed(
                known, seen, run.knownAt(), askedAfter, stuckRuns.policy(run.platform()), Instant.ofEpochMilli(nowMs));
        if (transition instanceof Transition.Stale) {
            metrics.polled(run.platform(), PollOutcome.STALE);
            return;
        }
        agenda.known(run, seen, nowMs);
        if (transition instanceof Transition.Changed changed) {
            metrics.polled(run.platform(), PollOutcome.CHANGED);
            if (seen.status() == Status.UNKNOWN) {
                metrics.unknownStatus(run.platform());
                about(run, LOGGER.atWarn())
                        .addKeyValue("platformStatus", seen.platformStatus())
                        .log("The platform uses a status word that is in no table; the run stays open");
            }
            publish(run, known, changed, nowMs);
        } else {
            metrics.polled(run.platform(), PollOutcome.UNCHANGED);
        }
    }

    private void failed(TrackedRun run, Batch batch, Failure failure, long nowMs) {
        metrics.polled(run.platform(), failure.category());
        switch (failure.category()) {
            case NOT_FOUND -> notFound(run, batch, failure, nowMs);
            case THROTTLED, PAUSED -> {
                pause(run.platform(), failure, nowMs);
                agenda.failed(run, batch, Optional.of(failure), nowMs);
            }
            case REJECTED, UNAUTHORIZED, BUSY, UNAVAILABLE, UNKNOWN_OUTCOME -> {
                agenda.failed(run, batch, Optional.of(failure), nowMs);
                about(run, run.failures() == FAILURES_WORTH_A_WARNING ? LOGGER.atWarn() : LOGGER.atDebug())
                        .addKeyValue("category", failure.category())
                        .addKeyValue("code", failure.code())
                        .addKeyValue("reason", failure.message())
                        .log("Look at the run failed; it stays open");
            }
        }
    }

    private void notFound(TrackedRun run, Batch batch, Failure failure, long nowMs) {
        agenda.missed(run, batch, nowMs);
        if (lostRuns.lost(run, nowMs)) {
            about(run, LOGGER.atWarn()).log("The platform does not know the run any more; it ends as lost");
            OpenRun known = stored(run);
            publish(run, known, Transitions.lost(known, failure.message(), Instant.ofEpochMilli(nowMs)), nowMs);
        }
    }

    private void publish(TrackedRun tracked, OpenRun known, Transition.Changed changed, long nowMs) {
        RunStatus status = changed.status();
        events.status(changed.run(), status);
        events.activities(changed.run(), changed.activities(), status.getObservedAt());
        OpenRun run = stuckRuns.published(tracked, known, changed, nowMs);
        if (status.getTerminal()) {
            store.close(run, nowMs);
            durations.ended(status, tracked.startedAt());
            agenda.close(tracked);
            metrics.openRuns(tracked.platform(), -1);
        } else {
            store.put(run);
            agenda.surveys().changed(tracked);
        }
        metrics.statusPublished(status.getStatus());
        metrics.activitiesPublished(tracked.platform(), changed.activities().size());
        about(tracked, status.getTerminal() ? LOGGER.atInfo() : LOGGER.atDebug())
                .addKeyValue("status", status.getStatus())
                .addKeyValue("platformStatus", status.getPlatformStatus())
                .addKeyValue("sequence", status.getSequence())
                .log("Run status published");
    }

    private void finish(Finished finished, long nowMs) {
        Batch batch = finished.batch();
        List<TrackedRun> unanswered = agenda.finished(batch, nowMs);
        unanswered.forEach(run -> metrics.polled(run.platform(), PollOutcome.UNANSWERED));
        if (!unanswered.isEmpty() || finished.broken().isPresent()) {
            LOGGER.atError()
                    .addKeyValue("platform", batch.platform())
                    .addKeyValue("unanswered", unanswered.size())
                    .setCause(finished.broken().orElse(null))
                    .log("A look ended without an answer for each run; they stay open and are looked at again");
        }
    }

    /** Whether this is what is published. */
    boolean known(TrackedRun run, Observation seen) {
        OpenRun stored = stored(run);
        return seen.status().name().equals(stored.getStatus())
                && seen.platformStatus().equals(stored.getPlatformStatus());
    }

    /** The platform wants a rest, or is closed to us. */
    void pause(String platform, Failure failure, long nowMs) {
        agenda.pause(platform, failure, nowMs).ifPresent(pauseMs -> LOGGER.atWarn()
                .addKeyValue("platform", platform)
                .addKeyValue("category", failure.category())
                .addKeyValue("reason", failure.message())
                .addKeyValue("pauseMs", pauseMs)
                .log("The platform is not looked at for a while; its runs stay open"));
    }

    private OpenRun stored(TrackedRun run) {
        return store.find(run.platform(), run.requestId())
                .orElseThrow(() -> new IllegalStateException("Tried to read open run "
                        + run.ref().runId() + " on " + run.platform() + ", but the store does not have it"));
    }

    private static LoggingEventBuilder about(TrackedRun run, LoggingEventBuilder log) {
        return log.addKeyValue("platform", run.platform())
                .addKeyValue("requestId", run.requestId())
                .addKeyValue("runId", run.ref().runId())
                .addKeyValue("attempt", run.failures());
    }
}
