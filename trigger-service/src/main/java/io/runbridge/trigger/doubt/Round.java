package io.runbridge.trigger.doubt;

import io.runbridge.platform.FoundRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One look at a site: a list of runs, then barriers until everything said before the list was made has arrived. Ownership
 * is causal, not timed: a claim that was open at the first echo may own a run of the list, so the round ends only when
 * none of those claims is open any more. Stream thread only.
 */
final class Round {

    private final String id;
    private final long listedAt;
    private final Set<String> externalIds;
    private final Map<Integer, List<String>> echoes = new HashMap<>();
    private List<FoundRun> runs;
    private Set<String> openSinceFirst;
    private long barrierAt = Long.MAX_VALUE;
    private int barriers;
    private boolean over;

    /** @param listedAt when the listing began, epoch milliseconds */
    Round(String id, long listedAt, Set<String> externalIds) {
        this.id = id;
        this.listedAt = listedAt;
        this.externalIds = externalIds;
    }

    long listedAt() {
        return listedAt;
    }

    Set<String> externalIds() {
        return externalIds;
    }

    List<FoundRun> runs() {
        return runs;
    }

    void listed(List<FoundRun> found, long now) {
        this.runs = List.copyOf(found);
        this.barrierAt = now;
    }

    /** Whether it is time to ask the ledgers (again). */
    boolean barrierDue(long now) {
        return barrierAt <= now;
    }

    /** Begins a barrier and returns its id; echoes of an earlier one do not count any more. */
    String beginBarrier() {
        barrierAt = Long.MAX_VALUE;
        echoes.clear();
        barriers++;
        return barrierId();
    }

    private String barrierId() {
        return id + "/" + barriers;
    }

    /** Takes one partition's echo; returns whether every partition has answered this barrier. */
    boolean echoed(String barrier, int partition, List<String> openClaims, int partitions) {
        if (barrier.equals(barrierId())) {
            echoes.put(partition, openClaims);
            return echoes.size() == partitions;
        }
        return false;
    }

    /** Whether all claims that may own a run of the list have spoken; else asks again at the given moment. */
    boolean complete(long askAgainAt) {
        Set<String> open = new HashSet<>();
        echoes.values().forEach(open::addAll);
        if (openSinceFirst == null) {
            openSinceFirst = open;
        } else {
            openSinceFirst.retainAll(open);
        }
        if (openSinceFirst.isEmpty()) {
            return true;
        }
        barrierAt = askAgainAt;
        return false;
    }

    void end() {
        over = true;
    }

    /** Whether the round has decided and may be forgotten. */
    boolean over() {
        return over;
    }
}
