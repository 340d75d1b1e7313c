package io.runbridge.acceptance.campaign.oracle;

import java.util.List;

/** P1: every request ends in a run, in an end, or in a published doubt that waits for an operator. Pure, any thread. */
final class NothingLost {

    private NothingLost() {}

    static List<Breach> breaches(Ledgers ledgers) {
        return ledgers.asked().stream()
                .filter(asked -> lost(ledgers.of(asked.requestId())))
                .map(asked ->
                        Breach.of(Breach.Kind.LOST, asked.requestId(), "neither a run nor an end of it was published"))
                .toList();
    }

    private static boolean lost(Told told) {
        return !told.hasStarted() && !told.ended() && !told.undecided();
    }
}
