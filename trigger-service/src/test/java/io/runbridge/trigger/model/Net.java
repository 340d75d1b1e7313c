package io.runbridge.trigger.model;

import io.runbridge.trigger.model.Words.Answered;
import io.runbridge.trigger.model.Words.End;
import io.runbridge.trigger.model.Words.Gone;
import io.runbridge.trigger.model.Words.HaveArrived;
import io.runbridge.trigger.model.Words.HaveSpoken;
import io.runbridge.trigger.model.Words.Listing;
import io.runbridge.trigger.model.Words.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Start calls under way and the runs of the platform. A run is named after the claim whose call created it. */
final class Net implements Part<Net.State> {

    /** Whether somebody waits for the answer, whether nobody does, or whether the call has created its run. */
    enum Phase {
        AWAITED,
        ABANDONED,
        LANDED,
        /** Held by a stalled instance: not on the wire yet. */
        HELD
    }

    record Call(String claim, int incarnation, Phase phase, String runId) {

        Call in(Phase next, String run) {
            return new Call(claim, incarnation, next, run);
        }
    }

    record State(List<Call> calls, Set<String> runs) {}

    private final Scenario scenario;
    private final Variant variant;

    Net(Scenario scenario, Variant variant) {
        this.scenario = scenario;
        this.variant = variant;
    }

    @Override
    public List<Step<State>> steps(State state) {
        List<Step<State>> steps = new ArrayList<>();
        for (Call call : state.calls()) {
            switch (call.phase()) {
                case AWAITED -> awaited(state, call, steps);
                case ABANDONED -> {
                    steps.add(step("late call of " + call.claim() + " creates a run", created(state, call, null)));
                    steps.add(step("late call of " + call.claim() + " vanishes", replaced(state, call, null)));
                }
                case LANDED -> {
                    State rest = replaced(state, call, null);
                    steps.add(answer(rest, call, End.STARTED));
                    steps.add(answer(rest, call, End.LOST));
                }
                case HELD -> {
                    State next = replaced(state, call, call.in(Phase.ABANDONED, null));
                    steps.add(new Step<>("the stalled instance sends " + call.claim(), next, List.of(), true));
                }
            }
        }
        if (!scenario.token()) {
            looks(state, steps);
        }
        return steps;
    }

    private void awaited(State state, Call call, List<Step<State>> steps) {
        steps.add(step("call of " + call.claim() + " creates a run", created(state, call, Phase.LANDED)));
        State rest = replaced(state, call, null);
        steps.add(answer(rest, call, End.LOST));
        steps.add(answer(replaced(state, call, call.in(Phase.ABANDONED, null)), call, End.LOST));
        if (scenario.may(Scenario.May.NOT_EXECUTE)) {
            steps.add(answer(rest, call, End.NOT_EXECUTED));
        }
        if (scenario.may(Scenario.May.REFUSE)) {
            steps.add(answer(rest, call, End.REFUSED));
        }
    }

    private static Step<State> step(String label, State next) {
        return new Step<>(label, next, List.of(), false);
    }

    private Step<State> answer(State next, Call call, End end) {
        Mail mail = new Mail(scenario.partitionOf(call.claim()), new Answered(call.claim(), end, call.runId()));
        return new Step<>("call of " + call.claim() + " ends " + end, next, List.of(mail), false);
    }

    /** A token makes one run of a request whatever is sent; elsewhere each call that lands makes its own. */
    private State created(State state, Call call, Phase next) {
        String name = scenario.token() ? "r" + scenario.request(call.claim()) : call.claim();
        while (!scenario.token() && state.runs().contains(name)) {
            name += "'";
        }
        Set<String> runs = new TreeSet<>(state.runs());
        runs.add(name);
        char group = scenario.group(name);
        long equal = runs.stream().filter(run -> scenario.group(run) == group).count();
        long asked = scenario.groups().chars().filter(g -> g == group).count();
        if (equal > asked) {
            throw new Broken("P2: " + equal + " runs for " + asked + " requests");
        }
        return replaced(new State(state.calls(), runs), call, next == null ? null : call.in(next, name));
    }

    private static State replaced(State state, Call before, Call after) {
        List<Call> calls = new ArrayList<>(state.calls());
        calls.remove(before);
        if (after != null) {
            calls.add(after);
        }
        return sorted(calls, state.runs());
    }

    private static State sorted(List<Call> calls, Set<String> runs) {
        return new State(
                calls.stream().sorted(Comparator.comparing(Call::toString)).toList(), runs);
    }

    /** While a call is under way a look may come, but need not; it may also come when nothing is settled yet. */
    private void looks(State state, List<Step<State>> steps) {
        Set<String> underWay = new TreeSet<>();
        Set<String> awaited = new TreeSet<>();
        for (Call call : state.calls()) {
            if (call.phase() != Phase.HELD) {
                underWay.add(call.claim());
            }
            if (call.phase() == Phase.LANDED) {
                awaited.add(call.runId());
            }
        }
        Set<String> young = variant.barrier() ? Set.of() : awaited;
        steps.add(look(state, "lists runs", new Listing(state.runs(), young, underWay, false), !underWay.isEmpty()));
        if (!state.runs().isEmpty()) {
            steps.add(look(state, "lists runs early", new Listing(state.runs(), young, underWay, true), true));
        }
        if (variant == Variant.YOUNG_RUNS_LEFT_OUT) {
            Listing nothing = new Listing(Set.of(), Set.of(), underWay, false);
            steps.add(look(state, "lists runs, all too young", nothing, true));
        }
    }

    private Step<State> look(State state, String label, Listing listing, boolean fault) {
        List<Mail> mails = new ArrayList<>();
        for (int partition = 0; partition < scenario.partitionCount(); partition++) {
            if (variant == Variant.AGE_WITH_STALLED_OWNER) {
                mails.add(new Mail(scenario.channel(partition), HaveArrived.ALL));
            } else if (variant == Variant.AGE_WITH_LAGGING_OWNERSHIP) {
                mails.add(new Mail(partition, new HaveSpoken(state.runs())));
            }
        }
        mails.add(new Mail(scenario.doubts(), listing));
        return new Step<>("doubt task " + label, state, List.copyOf(mails), fault);
    }

    @Override
    public Reaction<State> receive(State state, Object mail) {
        List<Call> calls = new ArrayList<>();
        if (mail instanceof Sent sent) {
            calls.addAll(state.calls());
            calls.add(new Call(sent.claim(), sent.incarnation(), sent.late() ? Phase.HELD : Phase.AWAITED, null));
        } else {
            Gone gone = (Gone) mail;
            for (Call call : state.calls()) {
                boolean theirs = call.incarnation() == gone.incarnation()
                        && scenario.partitionOf(call.claim()) == gone.partition();
                if (!theirs || call.phase() == Phase.ABANDONED || call.phase() == Phase.HELD) {
                    calls.add(call);
                } else if (call.phase() == Phase.AWAITED) {
                    calls.add(call.in(Phase.ABANDONED, null));
                }
            }
        }
        return new Reaction<>(sorted(calls, state.runs()), List.of());
    }
}
