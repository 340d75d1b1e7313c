package io.runbridge.trigger.ledger;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One step of one request while it is being decided: the entry as it becomes and the effects so far. Keeps the two rules
 * that every step must keep: only moves of {@link Transitions}, and a history that rises by one and never repeats itself.
 * Confined to the rule that made it.
 */
final class Change {

    /** Answered cancel ids that are remembered per request, enough to recognise a sender's repetition. */
    private static final int ANSWERED_CANCELS = 32;

    private final LedgerEntry before;
    private final long now;
    private final LedgerEntry.Builder entry;
    private final List<Effect> effects = new ArrayList<>();

    Change(LedgerEntry before, long now) {
        this.before = before;
        this.now = now;
        this.entry = LedgerEntry.newBuilder(before);
    }

    LedgerEntry.Builder entry() {
        return entry;
    }

    long now() {
        return now;
    }

    Change move(LedgerEvent event, LedgerState to) {
        entry.setState(Transitions.require(entry.getState(), event, to)).setStateSince(now);
        return this;
    }

    Change effect(Effect effect) {
        effects.add(effect);
        return this;
    }

    /** Publishes a status that is not the end, unless it repeats the one before. */
    Change status(Status status, String message, RunError error, List<String> candidates) {
        String text = Limits.message(message);
        if (Objects.equals(entry.getLastStatus(), status.name()) && Objects.equals(entry.getLastMessage(), text)) {
            return this;
        }
        RunError shown = error == null ? null : new RunError(error.getCode(), Limits.message(error.getMessage()));
        return publish(status, text, shown, candidates, false);
    }

    /** Moves to ENDED and publishes the terminal status, with an error unless the code is null; nothing follows it. */
    Change end(LedgerEvent event, Status status, String code, String message) {
        move(event, LedgerState.ENDED);
        String text = Limits.message(message);
        publish(status, text, code == null ? null : new RunError(code, text), entry.getCandidates(), true);
        entry.setEndStatus(status.name()).setEndCode(code);
        return forgetRequest();
    }

    /** What only an open request needs is not kept for the whole de-duplication window. */
    Change forgetRequest() {
        entry.setRequest(null).setReason(null).setIncarnation(null).setCandidates(List.of());
        return this;
    }

    private Change publish(Status status, String text, RunError error, List<String> candidates, boolean terminal) {
        effects.add(new Effect.PublishStatus(RunStatus.newBuilder()
                .setRequestId(before.getRequestId())
                .setPlatform(entry.getPlatform())
                .setJobType(JobType.valueOf(entry.getJobType()))
                .setExternalId(entry.getExternalId())
                .setRunId(entry.getRunId())
                .setSequence(entry.getSequence())
                .setStatus(status)
                .setMessage(text)
                .setError(error)
                .setCandidates(candidates)
                .setOutputs(List.of())
                .setObservedAt(Instant.ofEpochMilli(now))
                .setTerminal(terminal)
                .setRerunOf(entry.getRerunOf())
                .build()));
        entry.setSequence(entry.getSequence() + 1).setLastStatus(status.name()).setLastMessage(text);
        return this;
    }

    /** Publishes an outcome that is not the cancel's last word. */
    Change accepted(PendingCancel cancel, String message) {
        return outcome(cancel, Outcome.ACCEPTED, message);
    }

    /** Publishes a cancel's one final outcome; the caller takes it off the pending ones. */
    Change answer(PendingCancel cancel, Outcome outcome, String message) {
        outcome(cancel, outcome, message);
        List<String> answered = new ArrayList<>(entry.getAnsweredCancels());
        answered.add(cancel.getCancelId());
        int surplus = Math.max(0, answered.size() - ANSWERED_CANCELS);
        entry.setAnsweredCancels(List.copyOf(answered.subList(surplus, answered.size())));
        return this;
    }

    /** Answers all pending cancels alike. */
    Change answerAll(Outcome outcome, String message) {
        entry.getCancels().forEach(cancel -> answer(cancel, outcome, message));
        entry.setCancels(List.of());
        return this;
    }

    private Change outcome(PendingCancel cancel, Outcome outcome, String message) {
        return effect(new Effect.PublishOutcome(CancelOutcome.newBuilder()
                .setRequestId(before.getRequestId())
                .setCancelId(cancel.getCancelId())
                .setRunId(entry.getRunId())
                .setOutcome(outcome)
                .setMessage(Limits.message(message))
                .setRequestedBy(cancel.getRequestedBy())
                .setAt(Instant.ofEpochMilli(now))
                .build()));
    }

    Decision decide() {
        return Decision.changed(entry.build(), effects);
    }
}
