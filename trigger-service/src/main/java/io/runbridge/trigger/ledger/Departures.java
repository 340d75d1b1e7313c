package io.runbridge.trigger.ledger;

import java.util.Optional;

/**
 * Calls that are due and wait for their platform to take them. Starts and resends are claimed here, cancels are sent.
 * Stream thread only.
 */
final class Departures {

    private final LedgerTask task;
    private final LedgerRules rules;
    private final Slots slots;
    private final Calls calls;
    private final ReadyCalls ready = new ReadyCalls();

    Departures(LedgerTask task, LedgerRules rules, Slots slots, Calls calls) {
        this.task = task;
        this.rules = rules;
        this.slots = slots;
        this.calls = calls;
    }

    /** A queued request whose moment has come. */
    void start(LedgerEntry entry) {
        ready.add(Turn.ofStart(entry), entry.getPlatform(), entry.getRequestId());
    }

    /** A lost start that is to be sent again with its token. */
    void resend(LedgerEntry entry) {
        ready.add(Turn.RESEND, entry.getPlatform(), entry.getRequestId());
    }

    /** A run that is to be cancelled, at once if the platform takes the call. */
    void cancel(LedgerEntry entry) {
        if (calls.cancelling(entry.getRequestId())) {
            return;
        }
        if (!send(entry)) {
            ready.add(Turn.ofCancel(entry), entry.getPlatform(), entry.getRequestId());
        }
    }

    /** Whether the request's cancel is under way or waits for its turn. */
    boolean awaitsCancel(LedgerEntry entry) {
        return calls.cancelling(entry.getRequestId())
                || ready.waits(Turn.CANCEL, entry.getPlatform(), entry.getRequestId())
                || ready.waits(Turn.CANCEL_AGAIN, entry.getPlatform(), entry.getRequestId());
    }

    /** Lets go what the platforms take now. */
    void offer(long now) {
        ready.offer((turn, platform) -> slots.open(turn, platform, now), this::depart);
    }

    /** Returns whether the request is done waiting, because its call is made or is not wanted any more. */
    private boolean depart(Turn turn, String requestId) {
        Optional<LedgerEntry> known = task.find(requestId);
        if (known.isEmpty()) {
            return true;
        }
        return switch (turn) {
            case CANCEL, CANCEL_AGAIN -> departCancel(known.get());
            case RESEND -> departResend(known.get());
            case START_AGAIN, START -> departStart(known.get());
        };
    }

    private boolean departCancel(LedgerEntry entry) {
        boolean wanted = entry.getState() == LedgerState.STARTED && Deadlines.callsCancel(entry);
        return !wanted || calls.cancelling(entry.getRequestId()) || send(entry);
    }

    private boolean send(LedgerEntry entry) {
        if (!slots.tryCancel(entry, task.now())) {
            return false;
        }
        calls.cancel(entry);
        return true;
    }

    private boolean departResend(LedgerEntry entry) {
        if (entry.getState() != LedgerState.IN_DOUBT) {
            return true;
        }
        if (!slots.tryResend(entry, task.now())) {
            return false;
        }
        claim(entry);
        return true;
    }

    private boolean departStart(LedgerEntry entry) {
        if (entry.getState() != LedgerState.QUEUED) {
            return true;
        }
        if (entry.getDueAt() > task.now()) {
            // The clock was set back; the agenda brings it here again.
            task.schedule(entry);
            return true;
        }
        if (!slots.tryTake(entry, task.now())) {
            return false;
        }
        claim(entry);
        return true;
    }

    private void claim(LedgerEntry entry) {
        task.apply(entry, rules.start().claim(entry, task.incarnation(), task.now()));
    }
}
