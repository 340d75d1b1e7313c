package io.runbridge.acceptance.campaign.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked, what the platforms made of it, and what was published. Immutable, any thread.
 *
 * @param cancels each cancel once, however often it was sent
 * @param poisoned records that nobody can process
 * @param refusals how many starts each platform was told to refuse for good, by the simulator's word for it
 * @param told by request id; requests of which nothing was published may be missing
 * @param deadLetters how many there are of each record
 */
public record Ledgers(
        List<Asked> asked,
        List<AskedCancel> cancels,
        List<Poisoned> poisoned,
        Map<String, Integer> refusals,
        List<Run> runs,
        Map<String, Told> told,
        Map<Poisoned, Integer> deadLetters) {

    public Ledgers {
        asked = List.copyOf(asked);
        cancels = List.copyOf(cancels);
        poisoned = List.copyOf(poisoned);
        refusals = Map.copyOf(refusals);
        runs = List.copyOf(runs);
        told = Map.copyOf(told);
        deadLetters = Map.copyOf(deadLetters);
    }

    /** What was published about a request. */
    public Told of(String requestId) {
        return told.getOrDefault(requestId, Told.NOTHING);
    }

    /** The requests of each group, in the order in which they were asked. */
    public Map<Group, List<Asked>> groups() {
        Map<Group, List<Asked>> groups = new LinkedHashMap<>();
        asked.forEach(each ->
                groups.computeIfAbsent(each.group(), g -> new ArrayList<>()).add(each));
        return groups;
    }

    /** The runs of each group. */
    Map<Group, List<Run>> runsByGroup() {
        Map<Group, List<Run>> groups = new LinkedHashMap<>();
        runs.forEach(run ->
                groups.computeIfAbsent(run.group(), g -> new ArrayList<>()).add(run));
        return groups;
    }

    /** The runs by their id. */
    Map<String, Run> runsById() {
        Map<String, Run> byId = new HashMap<>();
        runs.forEach(run -> byId.put(run.runId(), run));
        return byId;
    }
}
