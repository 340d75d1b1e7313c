package io.runbridge.trigger.model;

import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.doubt.RealSettlement;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Echo;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.FindingKind;
import io.runbridge.trigger.ledger.Ownership;
import io.runbridge.trigger.model.Words.Fault;
import io.runbridge.trigger.model.Words.Listing;
import io.runbridge.trigger.model.Words.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The platform's doubt task. Its own transactions are atomic here; a restart loses its round. A doubt is older than the
 * settle time once no call of its attempt, or of one that came before it, is under way.
 */
final class Doubts implements Part<Doubts.State> {

    /**
     * One look.
     *
     * @param runs listed ones that nobody owned then
     * @param settled how many doubts, from the first, were older than the settle time
     * @param waitsFor open claims of the first echo, empty before it
     * @param echoes open claims of the partitions that have answered the barrier
     */
    record Look(Set<String> runs, int settled, Set<String> waitsFor, Map<Integer, Set<String>> echoes) {}

    /**
     * @param doubts in the order of their times
     * @param look null between looks
     */
    record State(List<Doubt> doubts, Set<String> owned, Look look) {}

    private final Scenario scenario;
    private final Variant variant;

    Doubts(Scenario scenario, Variant variant) {
        this.scenario = scenario;
        this.variant = variant;
    }

    @Override
    public List<Step<State>> steps(State state) {
        if (state.look() == null || !scenario.may(Scenario.May.RESTART_DOUBT)) {
            return List.of();
        }
        List<Mail> mails = new ArrayList<>();
        mails.add(new Mail(scenario.world(), Fault.CRASH));
        for (int slot = 0; slot < scenario.net(); slot++) {
            mails.add(new Mail(slot, Notice.ROUND_OVER));
        }
        State next = new State(state.doubts(), state.owned(), null);
        return List.of(new Step<>("the doubt task restarts", next, mails, true));
    }

    @Override
    public Reaction<State> receive(State state, Object mail) {
        if (mail instanceof Doubt doubt) {
            return react(new State(Words.plus(state.doubts(), doubt), state.owned(), state.look()));
        }
        if (mail instanceof Ownership ownership) {
            Set<String> owned = new TreeSet<>(state.owned());
            owned.add(ownership.getRunId());
            return react(new State(state.doubts(), owned, state.look()));
        }
        return mail instanceof Listing listing ? listed(state, listing) : echoed(state, (Echo) mail);
    }

    private static Reaction<State> react(State next) {
        return new Reaction<>(next, List.of());
    }

    private Reaction<State> listed(State state, Listing listing) {
        if (state.look() != null || !state.owned().containsAll(listing.young())) {
            return null;
        }
        int settled = 0;
        while (!listing.early()
                && settled < state.doubts().size()
                && !listing.underWay().contains(claimOf(state.doubts().get(settled)))) {
            settled++;
        }
        List<Doubt> doubts = new ArrayList<>(state.doubts());
        doubts.subList(0, settled).removeIf(Doubt::getSpent);
        settled -= state.doubts().size() - doubts.size();
        Set<String> runs = new TreeSet<>(listing.runs());
        runs.removeAll(state.owned());
        boolean nothingToSay = settled == 0 && runs.isEmpty();
        if (nothingToSay || doubts.stream().allMatch(Doubt::getSpent)) {
            return null;
        }
        Look look = new Look(runs, settled, Set.of(), Map.of());
        State next = new State(List.copyOf(doubts), state.owned(), look);
        return variant.barrier() ? barrier(next) : settle(next);
    }

    private static String claimOf(Doubt doubt) {
        return doubt.getRequestId() + "/" + doubt.getAttempt();
    }

    private Reaction<State> barrier(State state) {
        List<Mail> mails = new ArrayList<>();
        for (int partition = 0; partition < scenario.partitionCount(); partition++) {
            mails.add(new Mail(partition, Notice.BARRIER));
        }
        return new Reaction<>(state, mails);
    }

    private Reaction<State> echoed(State state, Echo echo) {
        Look look = state.look();
        Map<Integer, Set<String>> echoes = new TreeMap<>(look.echoes());
        echoes.put(echo.getPartition(), new TreeSet<>(echo.getOpenClaims()));
        if (echoes.size() < scenario.partitionCount()) {
            Look next = new Look(look.runs(), look.settled(), look.waitsFor(), echoes);
            return react(new State(state.doubts(), state.owned(), next));
        }
        Set<String> open = new TreeSet<>();
        echoes.values().forEach(open::addAll);
        Set<String> waitsFor = RealSettlement.waitsFor(look.waitsFor(), open);
        Look next = new Look(look.runs(), look.settled(), waitsFor, Map.of());
        State asked = new State(state.doubts(), state.owned(), next);
        return waitsFor.isEmpty() ? settle(asked) : barrier(asked);
    }

    private Reaction<State> settle(State state) {
        List<FoundRun> runs = state.look().runs().stream()
                .filter(run -> !state.owned().contains(run))
                .map(scenario::found)
                .toList();
        List<Doubt> doubts = new ArrayList<>(state.doubts());
        Set<String> owned = new TreeSet<>(state.owned());
        List<Mail> mails = new ArrayList<>();
        for (Finding finding :
                RealSettlement.settle(state.doubts(), state.look().settled(), runs)) {
            mails.add(new Mail(scenario.partitionOf(finding.getRequestId()), finding));
            boolean found = finding.getKind() == FindingKind.FOUND;
            if (found) {
                owned.add(finding.getRunIds().get(0));
            }
            doubts.replaceAll(doubt -> found && speaksOf(finding, doubt) ? spent(doubt, finding) : doubt);
            doubts.removeIf(doubt -> speaksOf(finding, doubt) && !doubt.getSpent());
        }
        return new Reaction<>(new State(List.copyOf(doubts), owned, null), mails);
    }

    private static boolean speaksOf(Finding finding, Doubt doubt) {
        return doubt.getRequestId().equals(finding.getRequestId());
    }

    private Doubt spent(Doubt doubt, Finding finding) {
        boolean spent = variant != Variant.SPENT_DOUBT_FORGOTTEN
                && RealSettlement.spends(
                        doubt, scenario.found(finding.getRunIds().get(0)));
        return Doubt.newBuilder(doubt).setSpent(spent).build();
    }
}
