package io.runbridge.acceptance.campaign.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** P7: what nobody can process ends as exactly one dead letter, and nothing else does. Pure, any thread. */
final class PoisonSetAside {

    private PoisonSetAside() {}

    static List<Breach> breaches(Ledgers ledgers) {
        List<Breach> breaches = new ArrayList<>();
        Set<Poisoned> poisoned = new HashSet<>(ledgers.poisoned());
        for (Poisoned record : poisoned) {
            int letters = ledgers.deadLetters().getOrDefault(record, 0);
            if (letters != 1) {
                breaches.add(breach(record + " has " + letters + " dead letters"));
            }
        }
        ledgers.deadLetters().keySet().stream()
                .filter(record -> !poisoned.contains(record))
                .forEach(record -> breaches.add(breach(record + " is no poison, but has a dead letter")));
        return breaches;
    }

    private static Breach breach(String what) {
        return new Breach(Breach.Kind.WRONG_STATUS, Optional.empty(), what, 1);
    }
}
