package io.runbridge.trigger.model;

import io.runbridge.platform.FoundRun;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is explored: the requests and what may go wrong.
 *
 * @param groups one letter for each request r0, r1 …; equal letters are identical requests
 * @param partitions ledger partition of each request, from 0 without gaps
 * @param known how the platform lets a run be recognised
 * @param attempts most starts of one request; beyond it the exploration is not continued
 * @param crashes most kills or stalls of a ledger task or the doubt task, together
 * @param may what else may happen
 */
record Scenario(String groups, List<Integer> partitions, Known known, int attempts, int crashes, Set<May> may) {

    Scenario {
        partitions = List.copyOf(partitions);
        may = Set.copyOf(may);
    }

    /** How one finds out whose a run is. */
    enum Known {
        BY_COUNT,
        BY_MARKER,
        BY_TOKEN
    }

    /** What may happen besides crashes and calls that land late or lose their answer. */
    enum May {
        /** A cancel of r0 at any moment, and the end of its run. */
        CANCEL,
        /** The platform says that a call was certainly not executed. */
        NOT_EXECUTE,
        /** The platform refuses a call for good. */
        REFUSE,
        /** One answer is lost between call and task. */
        SWALLOW,
        /** One finding comes twice. */
        REPEAT,
        /** The doubt task restarts and forgets its round. */
        RESTART_DOUBT
    }

    static Scenario of(String groups, Integer... partitions) {
        return new Scenario(groups, List.of(partitions), Known.BY_COUNT, 2, 0, EnumSet.noneOf(May.class));
    }

    Scenario known(Known how) {
        return new Scenario(groups, partitions, how, attempts, crashes, may);
    }

    Scenario attempts(int most) {
        return new Scenario(groups, partitions, known, most, crashes, may);
    }

    Scenario crashes(int most) {
        return new Scenario(groups, partitions, known, attempts, most, may);
    }

    Scenario and(May first, May... others) {
        Set<May> all = EnumSet.of(first, others);
        all.addAll(may);
        return new Scenario(groups, partitions, known, attempts, crashes, all);
    }

    boolean may(May what) {
        return may.contains(what);
    }

    boolean token() {
        return known == Known.BY_TOKEN;
    }

    /** The platform's adapter, of which only the pure methods are used. */
    InMemoryAdapter adapter() {
        JobType jobType = JobType.DATABRICKS_JOB;
        return switch (known) {
            case BY_COUNT -> new InMemoryAdapter(jobType, Settlement.LISTING, Clock.systemUTC());
            case BY_MARKER -> new InMemoryAdapter(jobType, Settlement.LISTING, Clock.systemUTC()).marking();
            case BY_TOKEN -> new InMemoryAdapter(jobType, Settlement.TOKEN, Clock.systemUTC());
        };
    }

    /** A run as a listing shows it. */
    FoundRun found(String run) {
        Optional<String> marker = known == Known.BY_MARKER ? Optional.of("r" + request(run)) : Optional.empty();
        return new FoundRun("job", run, Map.of("day", String.valueOf(group(run))), marker, Instant.EPOCH);
    }

    int requests() {
        return groups.length();
    }

    int partitionCount() {
        return partitions.stream().mapToInt(p -> p + 1).max().orElseThrow();
    }

    /** Index of a request, of a claim requestId/attempt or of a run, which is named after the claim that started it. */
    int request(String id) {
        int slash = id.indexOf('/');
        return Integer.parseInt(id.substring(1, slash < 0 ? id.length() : slash));
    }

    char group(String id) {
        return groups.charAt(request(id));
    }

    int partitionOf(String id) {
        return partitions.get(request(id));
    }

    /** Slot of the topic run-doubts as far as that partition has written it. */
    int channel(int partition) {
        return partitionCount() + partition;
    }

    int net() {
        return 2 * partitionCount();
    }

    int doubts() {
        return net() + 1;
    }

    int world() {
        return net() + 2;
    }

    int slots() {
        return net() + 3;
    }
}
