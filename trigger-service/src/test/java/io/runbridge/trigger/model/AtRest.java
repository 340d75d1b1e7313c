package io.runbridge.trigger.model;

import io.runbridge.trigger.ledger.LedgerState;
import io.runbridge.trigger.ledger.RealRules.Known;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold when nothing is left to do: no run without owner, no request without end, no cancel without outcome. */
record AtRest(Scenario scenario, List<PartitionState> partitions, Net.State net, World.State world) {

    String wrong() {
        List<Known> entries =
                partitions.stream().flatMap(p -> p.committed().stream()).toList();
        Set<String> orphans = new TreeSet<>(net.runs());
        orphans.removeIf(world.started()::contains);
        for (Known entry : entries) {
            if (leftOpen(entry)) {
                // Its token finds its run in the attempt that is not explored any more.
                orphans.remove(entry.requestId());
            } else if (!over(entry)) {
                return "P1: " + entry + " is stuck";
            }
            if (entry.state() == LedgerState.STARTED
                    && !net.runs().contains(entry.runId().orElseThrow())) {
                return "P1: " + entry + " has a run that the platform has not";
            }
        }
        if (!orphans.isEmpty()) {
            return "P2: runs " + orphans + " belong to nobody";
        }
        boolean unanswered = world.cancelled() && world.last() == null && !leftOpen(first(entries));
        return unanswered ? "P3: the cancel of " + first(entries) + " has no final outcome" : null;
    }

    private static Known first(List<Known> entries) {
        return entries.stream()
                .filter(entry -> entry.requestId().equals("r0"))
                .findFirst()
                .orElseThrow();
    }

    private boolean over(Known entry) {
        boolean given = entry.state() == LedgerState.QUEUED && entry.attempt() == scenario.attempts();
        return given || entry.state() == LedgerState.STARTED || entry.state() == LedgerState.ENDED;
    }

    /** Only with a token: the next resend is beyond the bound of the exploration, or an operator is asked. */
    private boolean leftOpen(Known entry) {
        boolean resent = entry.state() == LedgerState.IN_DOUBT && entry.attempt() == scenario.attempts();
        return scenario.token() && (resent || entry.state() == LedgerState.UNDECIDED);
    }
}
