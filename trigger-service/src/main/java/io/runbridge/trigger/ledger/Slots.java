package io.runbridge.trigger.ledger;

import io.runbridge.platform.Answer;
import io.runbridge.platform.FailureCategory;
import io.runbridge.trigger.start.CancelGate;
import io.runbridge.trigger.start.StartGate;
import io.runbridge.trigger.start.StartGates;
import java.util.HashMap;
import java.util.Map;

/**
 * Which of the process' slots this task holds: one for every start claimed or in doubt. Whatever happens to an entry, its
 * slot follows its state, and a closed task gives all back. Stream thread only.
 */
final class Slots {

    private final StartGates gates;
    /** requestId to platform. */
    private final Map<String, String> held = new HashMap<>();

    private final Map<String, String> awaited = new HashMap<>();
    private final Map<String, String> sent = new HashMap<>();
    private final Map<String, String> cancelling = new HashMap<>();
    private final Map<String, String> undecided = new HashMap<>();

    Slots(StartGates gates) {
        this.gates = gates;
    }

    /** Whether the platform might take a call of this turn now; costs the same however many wait for it. */
    boolean open(Turn turn, String platform, long now) {
        StartGate starts = gates.of(platform);
        if (starts == null) {
            // Its calls fail at once, and say so; its starts wait for the configuration.
            return turn == Turn.CANCEL || turn == Turn.CANCEL_AGAIN;
        }
        return switch (turn) {
            case CANCEL, CANCEL_AGAIN -> gates.cancelsOf(platform).open(turn == Turn.CANCEL_AGAIN, now);
            case RESEND -> !gates.stopping() && starts.openForResend(now);
            case START_AGAIN, START -> !gates.stopping() && starts.open(turn == Turn.START_AGAIN, now);
        };
    }

    /** Takes a slot for a start that is about to be claimed, if the platform takes starts now. */
    boolean tryTake(LedgerEntry entry, long now) {
        StartGate gate = gates.of(entry.getPlatform());
        boolean again = Turn.ofStart(entry) == Turn.START_AGAIN;
        if (gates.stopping() || gate == null || !gate.tryTake(again, now)) {
            return false;
        }
        held.put(entry.getRequestId(), entry.getPlatform());
        return true;
    }

    /** For another attempt of a start that holds its slot already. */
    boolean tryResend(LedgerEntry entry, long now) {
        StartGate gate = gates.of(entry.getPlatform());
        return !gates.stopping() && gate != null && gate.tryResend(now);
    }

    /** Takes a place for a cancel call, which {@link #cancelled} gives back. */
    boolean tryCancel(LedgerEntry entry, long now) {
        CancelGate gate = gates.cancelsOf(entry.getPlatform());
        if (gate == null) {
            return true;
        }
        if (!gate.tryTake(Turn.ofCancel(entry) == Turn.CANCEL_AGAIN, now)) {
            return false;
        }
        cancelling.put(entry.getRequestId(), entry.getPlatform());
        return true;
    }

    /** The request's cancel call was answered. */
    void cancelled(TaskAnswer.ToCancel cancel) {
        String platform = cancelling.remove(cancel.requestId());
        if (platform == null) {
            return;
        }
        CancelGate gate = gates.cancelsOf(platform);
        gate.release();
        if (cancel.answer() instanceof Answer.Failed<Void> failed
                && failed.failure().category() == FailureCategory.THROTTLED) {
            gate.throttled();
        }
    }

    void follow(LedgerEntry entry) {
        LedgerState state = entry.getState();
        boolean claimed = state == LedgerState.CLAIMED;
        StartGate gate = gates.of(entry.getPlatform());
        keep(awaited, entry, claimed, () -> gates.awaited(1), () -> gates.awaited(-1));
        if (gate != null) {
            keep(sent, entry, claimed, () -> gate.claimed(1), () -> gate.claimed(-1));
            keep(held, entry, claimed || state == LedgerState.IN_DOUBT, gate::take, gate::release);
            keep(undecided, entry, state == LedgerState.UNDECIDED, () -> gate.undecided(1), () -> gate.undecided(-1));
        }
    }

    private static void keep(
            Map<String, String> set, LedgerEntry entry, boolean wanted, Runnable take, Runnable release) {
        if (wanted && set.put(entry.getRequestId(), entry.getPlatform()) == null) {
            take.run();
        } else if (!wanted && set.remove(entry.getRequestId()) != null) {
            release.run();
        }
    }

    void close() {
        held.values().forEach(platform -> gates.of(platform).release());
        undecided.values().forEach(platform -> gates.of(platform).undecided(-1));
        sent.values().forEach(platform -> gates.of(platform).claimed(-1));
        cancelling.values().forEach(platform -> gates.cancelsOf(platform).release());
        gates.awaited(-awaited.size());
        held.clear();
        sent.clear();
        cancelling.clear();
        undecided.clear();
        awaited.clear();
    }
}
