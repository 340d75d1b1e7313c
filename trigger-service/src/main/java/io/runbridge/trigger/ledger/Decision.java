package io.runbridge.trigger.ledger;

import java.util.List;

/**
 * Outcome of one rule: the entry to store and what else to do. Immutable.
 *
 * @param entry the request's entry as it is now
 * @param changed whether the entry is new and must be stored
 * @param effects in the order in which they are to be carried out
 */
record Decision(LedgerEntry entry, boolean changed, List<Effect> effects) {

    Decision {
        effects = List.copyOf(effects);
    }

    static Decision unchanged(LedgerEntry entry) {
        return new Decision(entry, false, List.of());
    }

    static Decision changed(LedgerEntry entry, List<Effect> effects) {
        return new Decision(entry, true, effects);
    }
}
