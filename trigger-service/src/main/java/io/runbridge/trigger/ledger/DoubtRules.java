package io.runbridge.trigger.ledger;

import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What findings of the doubt task and decisions of operators do to a lost start. Pure; stream thread only. */
final class DoubtRules {

    private final HandOver handOver;

    DoubtRules(Targets targets) {
        this.handOver = new HandOver(targets);
    }

    /** A finding speaks of one attempt only; for any other it is void. */
    Decision found(LedgerEntry entry, Finding finding, long now) {
        if (entry.getState() != LedgerState.IN_DOUBT || entry.getAttempt() != finding.getAttempt()) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        return switch (finding.getKind()) {
            case FOUND ->
                handOver.started(change, LedgerEvent.FOUND, finding.getRunIds().get(0), Optional.empty(), true);
            case NOT_STARTED -> again(change, entry, LedgerEvent.SHOWN_NOT_STARTED);
            case UNDECIDABLE -> undecided(change, finding.getMessage(), finding.getRunIds());
        };
    }

    /** Publishes the doubt with its candidates and waits for an operator. */
    static Decision undecided(Change change, String message, List<String> candidates) {
        change.move(LedgerEvent.UNDECIDABLE, LedgerState.UNDECIDED);
        change.entry().setCandidates(candidates);
        return change.status(Status.UNKNOWN, message, new RunError(ErrorCode.START_IN_DOUBT, message), candidates)
                .decide();
    }

    /** An operator's word on an undecided start; in any other state there is nothing to decide. */
    Decision decided(LedgerEntry entry, DoubtDecision decision, long now) {
        if (entry.getState() != LedgerState.UNDECIDED) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        return switch (decision.getDecision()) {
            case ADOPT -> handOver.started(change, LedgerEvent.ADOPTED, decision.getRunId(), Optional.empty(), true);
            case RESEND -> {
                // A new chance with its full time: the limits may have passed while nobody decided.
                change.entry().setAdmittedAt(now);
                yield again(change, entry, LedgerEvent.RESENT);
            }
            case GIVE_UP -> giveUp(change, "An operator gave up the start whose outcome nobody knows");
            case UNKNOWN -> Decision.unchanged(entry);
        };
    }

    /** The limit for an operator's answer has passed. */
    static Decision limitPassed(LedgerEntry entry, long now) {
        return giveUp(new Change(entry, now), "Nobody decided about the start whose outcome is unknown");
    }

    private static Decision giveUp(Change change, String message) {
        return change.end(LedgerEvent.GIVEN_UP, Status.UNKNOWN, ErrorCode.START_UNDECIDED, message)
                .answerAll(Outcome.UNKNOWN, message)
                .decide();
    }

    /** What its token could not settle in all its time is left to an operator. */
    static Decision unsettled(LedgerEntry entry, Duration limit, long now) {
        String message = "The start whose answer was lost could not be settled within " + limit + ": "
                + Optional.ofNullable(entry.getReason()).orElse("no answer came");
        return undecided(new Change(entry, now), message, List.of());
    }

    /** Nothing was started: queued again, unless it is to be cancelled, which it then is without another start. */
    private static Decision again(Change change, LedgerEntry entry, LedgerEvent event) {
        if (!entry.getCancels().isEmpty()) {
            return change.end(event, Status.CANCELLED, null, CancelRules.CANCELLED_BEFORE_START)
                    .answerAll(Outcome.NOT_STARTED, null)
                    .decide();
        }
        change.move(event, LedgerState.QUEUED);
        change.entry()
                .setFirstDoubtAt(0)
                .setFailures(0)
                .setCandidates(List.of())
                .setReason(null)
                .setDueAt(change.now());
        return change.status(Status.STARTING, "The lost start was not carried out; it is made again", null, List.of())
                .decide();
    }
}
