package io.runbridge.trigger.ledger;

import io.runbridge.config.RunbridgeConfig.TriggerConfig;
import java.time.Duration;
import java.util.OptionalLong;

/** When an open entry needs attention again, whatever else happens. Pure; any thread. */
final class Deadlines {

    /** Beyond lease and call deadline an answer is taken for lost after this. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

    private final Targets targets;
    private final TriggerConfig config;
    private final Duration lease;

    /** @param lease how long after its claim a start may still leave */
    Deadlines(Targets targets, TriggerConfig config, Duration lease) {
        this.targets = targets;
        this.config = config;
        this.lease = lease;
    }

    /** The next moment, epoch milliseconds, perhaps past; empty where only an event can move the entry. */
    OptionalLong next(LedgerEntry entry, long now) {
        return switch (entry.getState()) {
            case QUEUED -> OptionalLong.of(queued(entry, now));
            case CLAIMED -> OptionalLong.of(answerLost(entry));
            case IN_DOUBT -> inDoubt(entry, now);
            case UNDECIDED ->
                OptionalLong.of(entry.getStateSince() + config.undecidedLimit().toMillis());
            case STARTED -> callsCancel(entry) ? OptionalLong.of(entry.getDueAt()) : OptionalLong.empty();
            case BARRED, ENDED -> OptionalLong.empty();
        };
    }

    /** Where runs are listed the doubt task has the word; else a resend is due, or waits for the platform to take it. */
    private OptionalLong inDoubt(LedgerEntry entry, long now) {
        if (targets.adapter(entry).isPresent() && !targets.settlesByToken(entry)) {
            return OptionalLong.empty();
        }
        boolean resends = targets.settlesByToken(entry) && entry.getDueAt() > now;
        return OptionalLong.of(resends ? Math.min(entry.getDueAt(), unsettled(entry)) : unsettled(entry));
    }

    /** When a lost start that nothing settled is left to an operator, so that it does not hold its slot for ever. */
    long unsettled(LedgerEntry entry) {
        return entry.getFirstDoubtAt() + config.startLimit().toMillis();
    }

    /** When a cancel is given up: only that of a run which nobody watches, for every other one ends with its run. */
    OptionalLong cancelLimit(LedgerEntry entry) {
        return entry.getForeign()
                ? OptionalLong.of(entry.getStateSince() + config.startLimit().toMillis())
                : OptionalLong.empty();
    }

    private long queued(LedgerEntry entry, long now) {
        long admitted = entry.getAdmittedAt();
        long next = admitted + config.startLimit().toMillis();
        if (entry.getDueAt() > now) {
            next = Math.min(next, entry.getDueAt());
        }
        if (entry.getTimeoutSeconds() != null) {
            next = Math.min(next, admitted + entry.getTimeoutSeconds() * 1_000L);
        }
        return entry.getLastStatus() == null
                ? Math.min(next, admitted + config.waitNotice().toMillis())
                : next;
    }

    /** A claim that was not answered by then is in doubt. */
    long answerLost(LedgerEntry entry) {
        Duration call = targets.config(entry).map(c -> c.calls().deadline()).orElse(Duration.ofSeconds(30));
        return entry.getClaimedAt() + lease.plus(call).plus(ANSWER_MARGIN).toMillis();
    }

    /** Whether the entry is work in hand, which a restarted task must find without reading the whole ledger. */
    boolean open(LedgerEntry entry) {
        return switch (entry.getState()) {
            case QUEUED, CLAIMED, IN_DOUBT, UNDECIDED -> true;
            case STARTED -> callsCancel(entry);
            case BARRED, ENDED -> false;
        };
    }

    /** Whether the run is to be cancelled and the platform has not taken the call yet. */
    static boolean callsCancel(LedgerEntry entry) {
        return entry.getCancels().stream().anyMatch(cancel -> !cancel.getAccepted());
    }
}
