package io.runbridge.trigger.ledger;

import static io.runbridge.trigger.ledger.LedgerState.BARRED;
import static io.runbridge.trigger.ledger.LedgerState.CLAIMED;
import static io.runbridge.trigger.ledger.LedgerState.ENDED;
import static io.runbridge.trigger.ledger.LedgerState.IN_DOUBT;
import static io.runbridge.trigger.ledger.LedgerState.QUEUED;
import static io.runbridge.trigger.ledger.LedgerState.STARTED;
import static io.runbridge.trigger.ledger.LedgerState.UNDECIDED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The legal moves of a request, in one table. A move that is not in it is a programming error and stops the task, which
 * then restarts from its committed state. Immutable, any thread.
 */
final class Transitions {

    private static final Map<LedgerState, Map<LedgerEvent, Set<LedgerState>>> TABLE = new EnumMap<>(LedgerState.class);

    static {
        row(BARRED, LedgerEvent.ADMITTED, ENDED);

        row(QUEUED, LedgerEvent.CLAIMED, CLAIMED);
        // Refused at admission, before any call.
        row(QUEUED, LedgerEvent.REFUSED, ENDED);
        row(QUEUED, LedgerEvent.CANCELLED, ENDED);
        row(QUEUED, LedgerEvent.EXPIRED, ENDED);

        row(CLAIMED, LedgerEvent.STARTED, STARTED);
        // While an earlier attempt's outcome is unknown, a "no" speaks for its own attempt only.
        row(CLAIMED, LedgerEvent.REFUSED, ENDED, IN_DOUBT);
        row(CLAIMED, LedgerEvent.NOT_EXECUTED, QUEUED, ENDED, IN_DOUBT);
        row(CLAIMED, LedgerEvent.LOST, IN_DOUBT);

        // A platform with an idempotency token settles a lost start by another claim with the same token.
        row(IN_DOUBT, LedgerEvent.CLAIMED, CLAIMED);
        row(IN_DOUBT, LedgerEvent.FOUND, STARTED);
        row(IN_DOUBT, LedgerEvent.SHOWN_NOT_STARTED, QUEUED, ENDED);
        row(IN_DOUBT, LedgerEvent.UNDECIDABLE, UNDECIDED);

        row(UNDECIDED, LedgerEvent.ADOPTED, STARTED);
        row(UNDECIDED, LedgerEvent.RESENT, QUEUED, ENDED);
        row(UNDECIDED, LedgerEvent.GIVEN_UP, ENDED);

        row(STARTED, LedgerEvent.RUN_ENDED, ENDED);
    }

    private Transitions() {}

    private static void row(LedgerState from, LedgerEvent event, LedgerState first, LedgerState... others) {
        Set<LedgerState> before = TABLE.computeIfAbsent(from, f -> new EnumMap<>(LedgerEvent.class))
                .put(event, EnumSet.of(first, others));
        if (before != null || from == ENDED) {
            throw new IllegalStateException("Illegal row " + from + " " + event);
        }
    }

    /** Where the event may lead from that state; empty if it cannot happen there. */
    static Set<LedgerState> targets(LedgerState from, LedgerEvent event) {
        return TABLE.getOrDefault(from, Map.of()).getOrDefault(event, Set.of());
    }

    /** Returns the target if the table allows it, else throws {@link IllegalStateException}. */
    static LedgerState require(LedgerState from, LedgerEvent event, LedgerState to) {
        if (!targets(from, event).contains(to)) {
            throw new IllegalStateException("Tried to move a request from " + from + " by " + event + " to " + to
                    + ", but only " + targets(from, event) + " is allowed");
        }
        return to;
    }
}
