package io.runbridge.trigger.ledger;

import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Optional;

/** What findings of the doubt task do to a lost start. Pure; stream thread only. */
final class DoubtRules {

    private final HandOver handOver;
    private final UndecidedRules undecided;

    DoubtRules(Targets targets) {
        this.handOver = new HandOver(targets);
        this.undecided = new UndecidedRules(targets);
    }

    /** A finding speaks of one attempt only; for any other it is void. */
    Decision found(LedgerEntry entry, Finding finding, long now) {
        if (entry.getState() != LedgerState.IN_DOUBT || entry.getAttempt() != finding.getAttempt()) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        return switch (finding.getKind()) {
            case FOUND ->
                handOver.started(
                        change,
                        LedgerEvent.FOUND,
                        new StartedRun(finding.getRunIds().get(0), Optional.empty()),
                        true);
            case NOT_STARTED -> again(change, entry, LedgerEvent.SHOWN_NOT_STARTED);
            case UNDECIDABLE -> undecided.undecidable(change, entry, finding.getMessage(), finding.getRunIds());
        };
    }

    /** Nothing was started: queued again, unless it is to be cancelled, which it then is without another start. */
    static Decision again(Change change, LedgerEntry entry, LedgerEvent event) {
        change.entry().setCandidates(List.of());
        if (!entry.getCancels().isEmpty()) {
            return change.end(event, Status.CANCELLED, null, CancelRules.CANCELLED_BEFORE_START)
                    .answerAll(Outcome.NOT_STARTED, null)
                    .decide();
        }
        change.move(event, LedgerState.QUEUED);
        change.entry().setFirstDoubtAt(0).setFailures(0).setReason(null).setDueAt(change.now());
        return change.status(Status.STARTING, "The lost start was not carried out; it is made again", null, List.of())
                .decide();
    }
}
