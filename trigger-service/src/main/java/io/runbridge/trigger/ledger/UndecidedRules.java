package io.runbridge.trigger.ledger;

import io.runbridge.config.StartConfig.UndecidedPolicy;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a start of which nobody can tell whether it was carried out: published with its candidates, and decided
 * by an operator, by the platform's policy or by the limit. Pure; stream thread only.
 */
final class UndecidedRules {

    private final Targets targets;
    private final HandOver handOver;

    UndecidedRules(Targets targets) {
        this.targets = targets;
        this.handOver = new HandOver(targets);
    }

    /** Publishes the doubt with its candidates; where the platform's policy answers at once, that follows. */
    Decision undecidable(Change change, LedgerEntry entry, String message, List<String> candidates) {
        change.move(LedgerEvent.UNDECIDABLE, LedgerState.UNDECIDED);
        change.entry().setCandidates(candidates);
        change.status(Status.UNKNOWN, message, new RunError(ErrorCode.START_IN_DOUBT, message), candidates);
        UndecidedPolicy policy =
                targets.config(entry).map(c -> c.starts().onUndecided()).orElse(UndecidedPolicy.WAIT);
        return switch (policy) {
            case WAIT -> change.decide();
            case GIVE_UP -> giveUp(change, "Given up by on-undecided: " + message);
            // What is to be cancelled is not made again, and nobody knows whether it runs.
            case RESEND ->
                entry.getCancels().isEmpty()
                        ? resend(change, entry)
                        : giveUp(change, "Given up, because it is to be cancelled: " + message);
        };
    }

    /** An operator's word on an undecided start; in any other state there is nothing to decide. */
    Decision decided(LedgerEntry entry, DoubtDecision decision, long now) {
        if (entry.getState() != LedgerState.UNDECIDED) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        return switch (decision.getDecision()) {
            case ADOPT ->
                handOver.started(
                        change, LedgerEvent.ADOPTED, new StartedRun(decision.getRunId(), Optional.empty()), true);
            case RESEND -> resend(change, entry);
            case GIVE_UP -> giveUp(change, "An operator gave up the start whose outcome nobody knows");
            case UNKNOWN -> Decision.unchanged(entry);
        };
    }

    /** What could not be settled in all its time is undecidable: nobody else takes it from here, and it holds a slot. */
    Decision unsettled(LedgerEntry entry, Duration limit, long now) {
        String message = "The start whose answer was lost could not be settled within " + limit + ": "
                + Optional.ofNullable(entry.getReason()).orElse("no answer came");
        return undecidable(new Change(entry, now), entry, message, List.of());
    }

    /** The limit for an operator's answer has passed. */
    Decision limitPassed(LedgerEntry entry, long now) {
        return giveUp(new Change(entry, now), "Nobody decided about the start whose outcome is unknown");
    }

    /** A new chance with its full time: the limits may have passed while nobody decided. */
    private static Decision resend(Change change, LedgerEntry entry) {
        change.entry().setAdmittedAt(change.now());
        return DoubtRules.again(change, entry, LedgerEvent.RESENT);
    }

    private static Decision giveUp(Change change, String message) {
        return change.end(LedgerEvent.GIVEN_UP, Status.UNKNOWN, ErrorCode.START_UNDECIDED, message)
                .answerAll(Outcome.UNKNOWN, message)
                .decide();
    }
}
