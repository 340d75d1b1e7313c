package io.runbridge.trigger.ledger;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.streams.TraceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a cancel means in each state, and every cancel's one final outcome. Pure but for the back-off; stream thread only. */
final class CancelRules {

    static final String CANCELLED_BEFORE_START = "The request was cancelled before its run was started";

    private static final String OTHER_RUN =
            "runId or platform names another run than this requestId has; cancel that one under an id of its own: this one has ";

    private static final String TOO_MANY =
            Limits.MOST_CANCELS + " cancels of this request wait for their outcome already";

    private final Backoff backoff;

    CancelRules(RandomGenerator random) {
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), random);
    }

    /** A cancel for an id that the ledger does not know: the id is barred, its request will not start. */
    static Decision unknown(String requestId, PendingCancel cancel, TraceContext trace, long now) {
        LedgerEntry barred = LedgerEntry.newBuilder()
                .setRequestId(requestId)
                .setState(LedgerState.BARRED)
                .setStateSince(now)
                .setTraceparent(trace.traceparent())
                .setTracestate(trace.tracestate())
                .build();
        return new Change(barred, now)
                .answer(cancel, Outcome.NOT_STARTED, "No request of this id was started, and none will be")
                .decide();
    }

    /**
     * A cancel for a known id; a repetition of one that is pending or answered is dropped.
     *
     * @param meant whether it means this request's run and no other one
     */
    Decision arrived(LedgerEntry entry, PendingCancel cancel, boolean meant, long now) {
        boolean repeated = entry.getAnsweredCancels().contains(cancel.getCancelId())
                || entry.getCancels().stream().anyMatch(c -> c.getCancelId().equals(cancel.getCancelId()));
        if (repeated) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        if (!meant) {
            return change.answer(cancel, Outcome.REFUSED, OTHER_RUN + entry.getRunId() + " on " + entry.getPlatform())
                    .decide();
        }
        if (entry.getCancels().size() >= Limits.MOST_CANCELS) {
            return change.answer(cancel, Outcome.REFUSED, TOO_MANY).decide();
        }
        return switch (entry.getState()) {
            case BARRED -> change.answer(cancel, Outcome.NOT_STARTED, null).decide();
            case QUEUED ->
                change.end(LedgerEvent.CANCELLED, Status.CANCELLED, null, CANCELLED_BEFORE_START)
                        .answer(cancel, Outcome.NOT_STARTED, null)
                        .decide();
            case CLAIMED, IN_DOUBT, UNDECIDED -> remember(change, entry, cancel).decide();
            case STARTED -> {
                remember(change, entry, cancel).entry().setDueAt(now).setFailures(0);
                yield change.effect(new Effect.CallCancel(entry.getRunId())).decide();
            }
            case ENDED ->
                change.answer(cancel, outcomeOf(entry), "The request has ended " + entry.getEndStatus())
                        .decide();
        };
    }

    private static Change remember(Change change, LedgerEntry entry, PendingCancel cancel) {
        List<PendingCancel> cancels = new ArrayList<>(entry.getCancels());
        cancels.add(cancel);
        change.entry().setCancels(cancels);
        return change;
    }

    /** The platform's answer to a cancel call. Not found is not believed: the poller's last word on the run decides. */
    Decision answered(LedgerEntry entry, Answer<Void> answer, long now) {
        if (entry.getState() != LedgerState.STARTED || entry.getCancels().isEmpty()) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        if (entry.getForeign()) {
            Optional<Decision> last = ForeignCancels.answered(change, answer);
            if (last.isPresent()) {
                return last.get();
            }
        }
        if (answer instanceof Answer.Failed<Void> failed) {
            Failure failure = failed.failure();
            boolean refused = failure.category() == FailureCategory.REJECTED
                    || failure.category() == FailureCategory.UNAUTHORIZED;
            return refused ? refused(change, entry, failure) : again(change, entry, failure);
        }
        List<PendingCancel> accepted = new ArrayList<>();
        for (PendingCancel cancel : entry.getCancels()) {
            if (!cancel.getAccepted()) {
                change.accepted(cancel, null);
            }
            accepted.add(PendingCancel.newBuilder(cancel).setAccepted(true).build());
        }
        change.entry().setCancels(accepted).setFailures(0);
        return change.decide();
    }

    private static Decision refused(Change change, LedgerEntry entry, Failure failure) {
        List<PendingCancel> accepted = new ArrayList<>();
        for (PendingCancel cancel : entry.getCancels()) {
            if (cancel.getAccepted()) {
                accepted.add(cancel);
            } else {
                change.answer(cancel, Outcome.REFUSED, failure.message());
            }
        }
        change.entry().setCancels(accepted).setFailures(0);
        return change.decide();
    }

    private Decision again(Change change, LedgerEntry entry, Failure failure) {
        int failures = entry.getFailures() + 1;
        change.entry().setFailures(failures).setDueAt(change.now() + backoff.delayMs(failures, failure.retryAfter()));
        return change.decide();
    }

    /** The poller's terminal status: the request is over, and so is every cancel that waited for it. */
    static Decision runEnded(LedgerEntry entry, RunStatus status, long now) {
        if (entry.getState() != LedgerState.STARTED) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now).move(LedgerEvent.RUN_ENDED, LedgerState.ENDED);
        change.entry()
                .setEndStatus(status.getStatus().name())
                .setEndCode(status.getError() == null ? null : status.getError().getCode())
                .setSequence(status.getSequence() + 1);
        Outcome outcome = outcomeOf(change.entry().build());
        return change.answerAll(outcome, "The run has ended " + status.getStatus())
                .decide();
    }

    /** How a cancel that came too late, or waited until now, ends. */
    private static Outcome outcomeOf(LedgerEntry ended) {
        if (ErrorCode.START_UNDECIDED.equals(ended.getEndCode())) {
            return Outcome.UNKNOWN;
        }
        if (ended.getRunId() == null) {
            return Outcome.NOT_STARTED;
        }
        if (ErrorCode.RUN_LOST.equals(ended.getEndCode())) {
            return Outcome.RUN_NOT_FOUND;
        }
        return Status.CANCELLED.name().equals(ended.getEndStatus()) ? Outcome.CONFIRMED : Outcome.TOO_LATE;
    }
}
