package io.runbridge.trigger.ledger;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;

/** What a decision asks the task to do besides storing the new entry. Immutable. */
sealed interface Effect {

    /** Publish on {@code run-started}. */
    record PublishStarted(RunStarted event) implements Effect {}

    /** Publish on {@code run-status} and {@code run-history}. */
    record PublishStatus(RunStatus event) implements Effect {}

    /** Publish on {@code cancel-outcomes}. */
    record PublishOutcome(CancelOutcome event) implements Effect {}

    /** Write ahead: nothing is sent before this comes back. */
    record WriteClaim(Claim claim) implements Effect {}

    /** Tell the platform's doubt task. */
    record TellDoubt(DoubtEvent event) implements Effect {}

    /** Make the start call of this attempt now. */
    record Send(int attempt) implements Effect {}

    /** Ask the platform to cancel the run now. */
    record CallCancel(String runId) implements Effect {}
}
