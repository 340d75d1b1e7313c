package io.runbridge.acceptance.campaign.oracle;

import java.util.List;
import java.util.function.Function;

/** Compares the ledgers by every rule there is. Pure, any thread. */
public final class Oracle {

    private static final List<Function<Ledgers, List<Breach>>> RULES = List.of(
            NothingTwice::breaches,
            HistoryInOrder::breaches,
            StatusIsTrue::breaches,
            EndedForAReason::breaches,
            ActivitiesOnce::breaches,
            CancelsAnswered::breaches,
            PoisonSetAside::breaches);

    private Oracle() {}

    /** The requests that are lost, if it is time to say so. */
    public static List<Breach> lost(Ledgers ledgers) {
        return NothingLost.breaches(ledgers);
    }

    /** Every other broken promise; empty if all is well. */
    public static List<Breach> wrong(Ledgers ledgers) {
        return RULES.stream().flatMap(rule -> rule.apply(ledgers).stream()).toList();
    }

    /** The sum of one kind. */
    public static int count(List<Breach> breaches, Breach.Kind kind) {
        return breaches.stream()
                .filter(breach -> breach.kind() == kind)
                .mapToInt(Breach::count)
                .sum();
    }
}
