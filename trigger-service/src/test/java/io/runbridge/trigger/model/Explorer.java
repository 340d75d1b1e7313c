package io.runbridge.trigger.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** Visits every state that can be reached, nearest first, so that the first violation has a shortest trace. */
final class Explorer {

    /**
     * What was found.
     *
     * @param states how many were visited
     * @param atRest how many of them have nothing more to do
     * @param complete whether none is left
     * @param violation the first broken promise
     */
    record Result(int states, int atRest, boolean complete, Optional<String> violation) {}

    private final Machine machine;
    private final int limit;
    private final boolean traced;
    private final Frontier frontier;
    private final Fingerprints seen = new Fingerprints();
    private int atRest;
    private String broken;

    private Explorer(Scenario scenario, Variant variant, int limit, boolean traced) {
        this.machine = new Machine(scenario, variant);
        this.limit = limit;
        this.traced = traced;
        this.frontier = new Frontier(machine.slots(), traced);
    }

    /** Explores; on a violation explores again with all states kept and tells the way to it. */
    static Result explore(Scenario scenario, Variant variant, int limit) {
        Result result = new Explorer(scenario, variant, limit, false).run();
        return result.violation().isPresent() ? new Explorer(scenario, variant, limit, true).run() : result;
    }

    private Result run() {
        int[] first = new int[machine.slots()];
        seen.add(first);
        frontier.add(first, -1);
        int next = 0;
        while (next < frontier.size() && broken == null && seen.size() < limit) {
            visit(next);
            next++;
        }
        String violation = broken != null && traced ? broken + trace(next - 1) : broken;
        return new Result(seen.size(), atRest, next == frontier.size(), Optional.ofNullable(violation));
    }

    private void visit(int index) {
        int[] state = frontier.read(index);
        int[] next = state.clone();
        boolean goesOn = false;
        for (int slot = 0; slot < state.length; slot++) {
            for (Move step : machine.steps(slot, state[slot])) {
                Move done = machine.fire(next, slot, step);
                if (done.broken() != null) {
                    broken = done.broken();
                    return;
                }
                if (!done.refused()) {
                    goesOn |= !step.fault();
                    if (seen.add(next)) {
                        frontier.add(next, index);
                    }
                }
                System.arraycopy(state, 0, next, 0, state.length);
            }
        }
        if (!goesOn) {
            atRest++;
            broken = machine.wrongAtRest(state);
        }
    }

    private String trace(int last) {
        Deque<String> lines = new ArrayDeque<>();
        lines.push("\n  in" + machine.describe(frontier.read(last)));
        for (int child = last; frontier.parent(child) >= 0; child = frontier.parent(child)) {
            lines.push("\n  " + label(frontier.read(frontier.parent(child)), frontier.read(child)));
        }
        return String.join("", lines);
    }

    private String label(int[] from, int[] to) {
        int[] next = from.clone();
        for (int slot = 0; slot < from.length; slot++) {
            for (Move step : machine.steps(slot, from[slot])) {
                Move done = machine.fire(next, slot, step);
                if (done.to() >= 0 && Arrays.equals(next, to)) {
                    return step.label();
                }
                System.arraycopy(from, 0, next, 0, from.length);
            }
        }
        throw new IllegalStateException("No step leads there");
    }
}
