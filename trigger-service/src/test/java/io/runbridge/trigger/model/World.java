package io.runbridge.trigger.model;

import io.runbridge.schemas.Outcome;
import io.runbridge.trigger.model.Words.Fault;
import io.runbridge.trigger.model.Words.Final;
import io.runbridge.trigger.model.Words.Notice;
import io.runbridge.trigger.model.Words.RunStarted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who sends cancels, reads what is published, and deals out faults. What is published twice is noticed here. */
final class World implements Part<World.State> {

    /**
     * @param started run of each request as published, null before
     * @param last final outcome of the cancel of r0, null before
     * @param cancelled whether the cancel was sent
     * @param ended whether the poller has published the end of the run of r0
     * @param faults how many of each may still happen
     */
    record State(List<String> started, Outcome last, boolean cancelled, boolean ended, Map<Fault, Integer> faults) {}

    private final Scenario scenario;

    World(Scenario scenario) {
        this.scenario = scenario;
    }

    State first() {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        faults.put(Fault.CRASH, scenario.crashes());
        faults.put(Fault.SWALLOW, scenario.may(Scenario.May.SWALLOW) ? 1 : 0);
        faults.put(Fault.REPEAT, scenario.may(Scenario.May.REPEAT) ? 1 : 0);
        return new State(Collections.nCopies(scenario.requests(), null), null, false, false, faults);
    }

    @Override
    public List<Step<State>> steps(State state) {
        List<Step<State>> steps = new ArrayList<>();
        if (scenario.may(Scenario.May.CANCEL) && !state.cancelled()) {
            State next = new State(state.started(), state.last(), true, state.ended(), state.faults());
            steps.add(new Step<>("a cancel of r0 is sent", next, toFirst(Notice.CANCEL), true));
        }
        if (scenario.may(Scenario.May.CANCEL) && state.started().get(0) != null && !state.ended()) {
            State next = new State(state.started(), state.last(), state.cancelled(), true, state.faults());
            steps.add(new Step<>("the run of r0 ends", next, toFirst(Notice.RUN_ENDED), false));
        }
        return steps;
    }

    private List<Mail> toFirst(Notice notice) {
        return List.of(new Mail(scenario.partitions().get(0), notice));
    }

    @Override
    public Reaction<State> receive(State state, Object mail) {
        if (mail instanceof Fault fault) {
            int left = state.faults().get(fault);
            if (left == 0) {
                return null;
            }
            Map<Fault, Integer> faults = new EnumMap<>(state.faults());
            faults.put(fault, left - 1);
            return react(new State(state.started(), state.last(), state.cancelled(), state.ended(), faults));
        }
        return mail instanceof RunStarted started ? started(state, started) : last(state, (Final) mail);
    }

    private Reaction<State> started(State state, RunStarted event) {
        int request = scenario.request(event.requestId());
        if (state.started().get(request) != null) {
            throw new Broken("P2: two run-started for " + event.requestId());
        }
        if (state.started().contains(event.runId())) {
            throw new Broken("P2: run " + event.runId() + " is given to two requests");
        }
        if (scenario.known() == Scenario.Known.BY_MARKER && scenario.request(event.runId()) != request) {
            throw new Broken("P2: " + event.requestId() + " is given run " + event.runId() + ", marked for another");
        }
        List<String> started = new ArrayList<>(state.started());
        started.set(request, event.runId());
        return react(new State(started, state.last(), state.cancelled(), state.ended(), state.faults()));
    }

    private static Reaction<State> last(State state, Final event) {
        if (state.last() != null) {
            throw new Broken("P3: two final outcomes of the cancel of " + event.requestId());
        }
        return react(new State(state.started(), event.outcome(), state.cancelled(), state.ended(), state.faults()));
    }

    private static Reaction<State> react(State next) {
        if (next.last() == Outcome.NOT_STARTED && next.started().get(0) != null) {
            throw new Broken("P3: r0 has a run and a cancel that says NOT_STARTED");
        }
        return new Reaction<>(next, List.of());
    }
}
