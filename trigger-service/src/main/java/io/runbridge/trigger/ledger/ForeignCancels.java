package io.runbridge.trigger.ledger;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Outcome;
import io.runbridge.streams.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Cancels of runs that were not started here, where the configuration allows them. Nobody watches such a run, so the
 * platform's answer to the call is the final outcome. Pure; stream thread only.
 */
final class ForeignCancels {

    private static final String NOT_WATCHED = "The run was not started here, so nobody watches how it ends";

    private final Targets targets;
    private final boolean allowed;

    ForeignCancels(Targets targets, boolean allowed) {
        this.targets = targets;
        this.allowed = allowed;
    }

    /**
     * Sends the cancel to the platform that it names, or refuses it.
     *
     * @param before what earlier cancels of foreign runs left under this id
     */
    Decision arrived(
            CancelRequest request, PendingCancel cancel, Optional<LedgerEntry> before, TraceContext trace, long now) {
        List<String> answered = before.map(LedgerEntry::getAnsweredCancels).orElse(List.of());
        if (answered.contains(cancel.getCancelId())) {
            return Decision.unchanged(before.orElseThrow());
        }
        JobType jobType = Optional.ofNullable(request.getJobType()).orElse(JobType.UNKNOWN);
        LedgerEntry entry = LedgerEntry.newBuilder()
                .setRequestId(request.getRequestId())
                .setState(LedgerState.STARTED)
                .setStateSince(now)
                .setForeign(true)
                .setPlatform(Optional.ofNullable(request.getPlatform()).orElse(""))
                .setJobType(jobType.name())
                .setRunId(request.getRunId())
                .setDueAt(now)
                .setCancels(List.of(cancel))
                .setAnsweredCancels(answered)
                .setTraceparent(trace.traceparent())
                .setTracestate(trace.tracestate())
                .build();
        Change change = new Change(entry, now);
        if (!allowed) {
            return over(
                    change, Outcome.REFUSED, "runId names a run that was not started here (cancel-foreign is false)");
        }
        if (targets.adapter(entry).isEmpty()) {
            return over(
                    change,
                    Outcome.REFUSED,
                    "platform and jobType must name a configured platform and a job type of it");
        }
        return change.effect(new Effect.CallCancel(request.getRunId())).decide();
    }

    /** The final outcome that the platform's answer is; empty if the call is to be made again. */
    static Optional<Decision> answered(Change change, Answer<Void> answer) {
        if (!(answer instanceof Answer.Failed<Void> failed)) {
            return Optional.of(over(change, Outcome.ACCEPTED, NOT_WATCHED));
        }
        Failure failure = failed.failure();
        if (failure.category() == FailureCategory.NOT_FOUND) {
            return Optional.of(over(change, Outcome.RUN_NOT_FOUND, failure.message()));
        }
        return failure.category().refused()
                ? Optional.of(over(change, Outcome.REFUSED, failure.message()))
                : Optional.empty();
    }

    /** The platform could not be asked in all the time that a request has. */
    static Decision gaveUp(LedgerEntry entry, Duration limit, long now) {
        return over(new Change(entry, now), Outcome.UNKNOWN, "The platform took no cancel within " + limit);
    }

    private static Decision over(Change change, Outcome outcome, String message) {
        return change.move(LedgerEvent.RUN_ENDED, LedgerState.ENDED)
                .answerAll(outcome, message)
                .decide();
    }
}
