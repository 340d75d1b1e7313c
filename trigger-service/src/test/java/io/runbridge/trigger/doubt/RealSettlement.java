package io.runbridge.trigger.doubt;

import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The doubt task's own rules as the model of the protocol sees them; time is the order of doubts. Stateless. */
public final class RealSettlement {

    private static final Duration SETTLE = Duration.ofHours(1);
    private static final Moment START = new Moment(0, 0);

    private RealSettlement() {}

    /**
     * What the settlement of production finds.
     *
     * @param doubts in the order in which they became known
     * @param settled how many of them, from the first, are older than the settle time
     * @param runs all runs that nobody owns
     */
    public static List<Finding> settle(List<Doubt> doubts, int settled, List<FoundRun> runs) {
        Settlement settlement = new Settlement(true, SETTLE, Duration.ZERO);
        List<Doubt> timed = IntStream.range(0, doubts.size())
                .mapToObj(i -> Doubt.newBuilder(doubts.get(i))
                        .setClaimedAt(0)
                        .setSince(i + 1)
                        .build())
                .toList();
        return settlement.settle(timed, runs, doubt -> doubt.getSince() <= settled);
    }

    /** Whether a doubt that took this run is remembered as spent, because the run may be another's. */
    public static boolean spends(Doubt doubt, FoundRun run) {
        return !Settlement.carriesMarkerOf(doubt, run);
    }

    /**
     * Which of the claims open at the round's first echo keep it waiting after another full barrier; none ends it.
     *
     * @param before what the barrier before left, empty at the first one
     * @param echoed open claims of all partitions
     */
    public static Set<String> waitsFor(Set<String> before, Set<String> echoed) {
        Set<String> waitsFor = new TreeSet<>();
        if (complete(before, echoed)) {
            return waitsFor;
        }
        // A round does not say what it waits for: it is asked about each claim alone.
        for (String claim : echoed) {
            if (!complete(before, echoed, Set.of(claim))) {
                waitsFor.add(claim);
            }
        }
        return waitsFor;
    }

    @SafeVarargs
    private static boolean complete(Set<String> before, Set<String>... echoes) {
        Round round = new Round("round", START, Set.of());
        boolean complete = !before.isEmpty() && echo(round, before);
        for (Set<String> open : echoes) {
            complete = echo(round, open);
        }
        return complete;
    }

    private static boolean echo(Round round, Set<String> open) {
        round.echoed(round.beginBarrier(), 0, List.copyOf(open), 1);
        return round.complete(START);
    }
}
