package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.RunStarted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * P2: a request starts at most one run, and one that says it was never started none. Requests that look the same to the
 * platform are judged by count: so many runs as requests may have one. Pure, any thread.
 */
final class NothingTwice {

    private NothingTwice() {}

    static List<Breach> breaches(Ledgers ledgers) {
        List<Breach> breaches = new ArrayList<>();
        Map<Group, List<Asked>> groups = ledgers.groups();
        ledgers.runsByGroup().forEach((group, runs) -> {
            List<Asked> asked = groups.getOrDefault(group, List.of());
            long entitled = asked.stream()
                    .filter(each -> !ledgers.of(each.requestId()).neverStarted())
                    .count();
            if (runs.size() > entitled) {
                breaches.add(new Breach(
                        Breach.Kind.DOUBLED,
                        asked.stream().map(Asked::requestId).findFirst(),
                        "%d runs of %s, but only %d of %d requests may have one"
                                .formatted(runs.size(), group, entitled, asked.size()),
                        (int) (runs.size() - entitled)));
            }
        });
        breaches.addAll(owners(ledgers));
        return breaches;
    }

    /** A run belongs to one request, and a request has one run. */
    private static List<Breach> owners(Ledgers ledgers) {
        List<Breach> breaches = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (Asked asked : ledgers.asked()) {
            List<RunStarted> started = ledgers.of(asked.requestId()).started();
            if (started.size() > 1) {
                breaches.add(Breach.of(
                        Breach.Kind.DOUBLED, asked.requestId(), "it was published as started " + started.size()));
            }
            for (RunStarted each : started) {
                Optional.ofNullable(owners.put(each.getRunId(), asked.requestId()))
                        .filter(other -> !other.equals(asked.requestId()))
                        .ifPresent(other -> breaches.add(Breach.of(
                                Breach.Kind.WRONG_STATUS,
                                asked.requestId(),
                                "its run " + each.getRunId() + " is also that of " + other)));
            }
        }
        return breaches;
    }
}
