package io.runbridge.trigger.ledger;

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
    private final Map<String, String> undecided = new HashMap<>();

    Slots(StartGates gates) {
        this.gates = gates;
    }

    /** Takes a slot for a start that is about to be claimed, if the platform takes starts now. */
    boolean tryTake(LedgerEntry entry, long now) {
        StartGate gate = gates.of(entry.getPlatform());
        if (gates.stopping() || gate == null || !gate.tryTake(now)) {
            return false;
        }
        held.put(entry.getRequestId(), entry.getPlatform());
        return true;
    }

    /** For another attempt of a start that holds its slot already. */
    boolean tryPace(LedgerEntry entry, long now) {
        StartGate gate = gates.of(entry.getPlatform());
        return !gates.stopping() && gate != null && gate.tryPace(now);
    }

    void follow(LedgerEntry entry) {
        LedgerState state = entry.getState();
        boolean claimed = state == LedgerState.CLAIMED;
        StartGate gate = gates.of(entry.getPlatform());
        keep(awaited, entry, claimed, () -> gates.awaited(1), () -> gates.awaited(-1));
        if (gate != null) {
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
        gates.awaited(-awaited.size());
        held.clear();
        undecided.clear();
        awaited.clear();
    }
}
