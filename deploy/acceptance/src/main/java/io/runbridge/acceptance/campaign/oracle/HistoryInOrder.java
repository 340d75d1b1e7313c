package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.local.HistoryRules;
import java.util.ArrayList;
import java.util.List;

/**
 * P4: sequence numbers rise by one, neighbours differ, the terminal record is last, and run-status says the same as
 * run-history. Holds for whatever was published, asked or not. Pure, any thread.
 */
final class HistoryInOrder {

    private HistoryInOrder() {}

    static List<Breach> breaches(Ledgers ledgers) {
        List<Breach> breaches = new ArrayList<>();
        ledgers.told().forEach((requestId, told) -> {
            HistoryRules.broken(told.history())
                    .forEach(what -> breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, requestId, what)));
            if (!told.statuses().equals(told.history())) {
                breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, requestId, "run-status and run-history differ"));
            }
        });
        return breaches;
    }
}
