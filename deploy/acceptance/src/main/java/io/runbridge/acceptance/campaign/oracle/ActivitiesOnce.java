package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.RunActivity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happened in a run is published at most once. Holds for whatever was published, asked or not. Pure, any thread. */
final class ActivitiesOnce {

    private ActivitiesOnce() {}

    static List<Breach> breaches(Ledgers ledgers) {
        return ledgers.told().entrySet().stream()
                .filter(entry -> repeated(entry.getValue().activities()))
                .map(entry -> Breach.of(Breach.Kind.WRONG_STATUS, entry.getKey(), "an activity was published twice"))
                .toList();
    }

    private static boolean repeated(List<RunActivity> activities) {
        Set<RunActivity> seen = new HashSet<>();
        return !activities.stream().allMatch(seen::add);
    }
}
