package io.runbridge.trigger.doubt;

import io.runbridge.platform.FoundRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Moment listedAt;
    private final Set<String> externalIds;
    private final Map<Integer, List<String>> echoes = new HashMap<>();
    private List<FoundRun> runs;
    private Set<String> openSinceFirst;
    private Moment barrierAt = Moment.NEVER;
    private int barriers;
    private boolean over;

    /** @param listedAt when the listing began */
    Round(String id, Moment listedAt, Set<String> externalIds) {
        this.id = id;
        this.listedAt = listedAt;
        this.externalIds = externalIds;
    }

    Moment listedAt() {
        return listedAt;
    }

    Set<String> externalIds() {
        return externalIds;
    }

    /** The runs of the list, each once. */
    List<FoundRun> runs() {
        return runs;
    }

    /** A run may be listed on two pages, and under each spelling of its job that was asked for. */
    void listed(List<FoundRun> found, Moment now) {
        Map<String, FoundRun> byId = new LinkedHashMap<>();
        found.forEach(run -> byId.putIfAbsent(RunKey.of(run.runId()), run));
        this.runs = List.copyOf(byId.values());
        this.barrierAt = now;
    }

    /** Whether it is time to ask the ledgers (again). */
    boolean barrierDue(Moment now) {
        return now.reached(barrierAt);
    }

    /** Begins a barrier and returns its id; echoes of an earlier one do not count any more. */
    String beginBarrier() {
        barrierAt = Moment.NEVER;
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
    boolean complete(Moment askAgainAt) {
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
