package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.local.HistoryRules;
import io.runbridge.schemas.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * P4: sequence numbers rise by one, neighbours differ, the terminal record is last, and run-status ends as run-history
 * does. Holds for whatever was published, asked or not. Pure, any thread.
 */
final class HistoryInOrder {

    private HistoryInOrder() {}

    static List<Breach> breaches(Ledgers ledgers) {
        List<Breach> breaches = new ArrayList<>();
        for (Map.Entry<String, Told> entry : ledgers.told().entrySet()) {
            Told told = entry.getValue();
            broken("run-history", told.history())
                    .forEach(what -> breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, entry.getKey(), what)));
            broken("run-status", told.statuses())
                    .forEach(what -> breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, entry.getKey(), what)));
            if (!told.statuses().equals(told.history())) {
                breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, entry.getKey(), "run-status and run-history differ"));
            }
        }
        return breaches;
    }

    private static List<String> broken(String topic, List<RunStatus> records) {
        return HistoryRules.broken(records).stream()
                .map(what -> topic + ": " + what)
                .toList();
    }
}
