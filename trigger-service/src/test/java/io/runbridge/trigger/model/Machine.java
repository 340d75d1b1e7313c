package io.runbridge.trigger.model;

import io.runbridge.trigger.ledger.RealRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The whole system: ledger partitions, run-doubts, net, doubt task and world. A state is one number for each of them. */
final class Machine {

    private final Scenario scenario;
    private final Numbers<Object> mails = new Numbers<>();
    private final List<Slot<PartitionState>> partitions = new ArrayList<>();
    private final Slot<Net.State> net;
    private final Slot<World.State> world;
    private final Slot<?>[] slots;

    Machine(Scenario scenario, Variant variant) {
        this.scenario = scenario;
        RealRules rules = new RealRules(scenario.adapter());
        List<Slot<?>> all = new ArrayList<>();
        for (int i = 0; i < scenario.partitionCount(); i++) {
            Partition partition = new Partition(scenario, variant, rules, i);
            partitions.add(new Slot<>(partition, mails, partition.first()));
        }
        all.addAll(partitions);
        partitions.forEach(p -> all.add(new Slot<>(new Channel(scenario), mails, List.of())));
        net = new Slot<>(new Net(scenario, variant), mails, new Net.State(List.of(), Set.of()));
        all.add(net);
        all.add(new Slot<>(new Doubts(scenario, variant), mails, new Doubts.State(List.of(), Set.of(), null)));
        World people = new World(scenario);
        world = new Slot<>(people, mails, people.first());
        all.add(world);
        slots = all.toArray(Slot<?>[]::new);
    }

    int slots() {
        return slots.length;
    }

    Move[] steps(int slot, int id) {
        return slots[slot].steps(id);
    }

    /**
     * Does the move of one component and all that its mail does.
     *
     * @param state becomes the next state, if the move can happen
     * @return the last move that was done: REFUSED if it can not happen, or one that breaks a promise
     */
    Move fire(int[] state, int slot, Move move) {
        if (move.to() < 0) {
            return move;
        }
        state[slot] = move.to();
        int[] sent = move.mails();
        for (int i = 0; i < sent.length; i += 2) {
            int to = sent[i];
            Move reaction = fire(state, to, slots[to].reaction(state[to], sent[i + 1]));
            if (reaction.to() < 0) {
                return reaction;
            }
        }
        return move;
    }

    /** What is wrong with a state in which nothing more will happen; null if all is well. */
    String wrongAtRest(int[] state) {
        List<PartitionState> tasks = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            tasks.add(partitions.get(i).state(state[i]));
        }
        return new AtRest(scenario, tasks, net.state(state[scenario.net()]), world.state(state[scenario.world()]))
                .wrong();
    }

    /** The components' states, for people. */
    String describe(int[] state) {
        StringBuilder text = new StringBuilder();
        for (int slot = 0; slot < slots.length; slot++) {
            text.append("\n      ").append(slots[slot].state(state[slot]));
        }
        return text.toString();
    }
}
