package io.runbridge.trigger.model;

import io.runbridge.trigger.model.Part.Broken;
import io.runbridge.trigger.model.Part.Mail;
import io.runbridge.trigger.model.Part.Reaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One component's states as numbers. What it does in a state, and to a mail, is computed once and then remembered: the
 * rules are asked once for each state of a component, and the many states of the whole are only combinations of these.
 *
 * @param <S> the component's state
 */
final class Slot<S> {

    private final Part<S> part;
    private final Numbers<Object> mails;
    private final Numbers<S> states = new Numbers<>();
    private final List<Move[]> steps = new ArrayList<>();
    private final Map<Long, Move> reactions = new HashMap<>();

    /** @param mails numbers of mails, shared by all components */
    Slot(Part<S> part, Numbers<Object> mails, S first) {
        this.part = part;
        this.mails = mails;
        states.of(first);
    }

    S state(int id) {
        return states.get(id);
    }

    /** Everything that may happen next in that state. */
    Move[] steps(int id) {
        while (steps.size() <= id) {
            steps.add(null);
        }
        if (steps.get(id) == null) {
            steps.set(id, compute(id));
        }
        return steps.get(id);
    }

    private Move[] compute(int id) {
        try {
            return part.steps(states.get(id)).stream()
                    .map(step ->
                            new Move(step.label(), states.of(step.next()), numbers(step.mails()), step.fault(), null))
                    .toArray(Move[]::new);
        } catch (Broken | IllegalStateException e) {
            return new Move[] {Move.breaks(e.getMessage())};
        }
    }

    private int[] numbers(List<Mail> sent) {
        int[] numbers = new int[2 * sent.size()];
        for (int i = 0; i < sent.size(); i++) {
            numbers[2 * i] = sent.get(i).slot();
            numbers[2 * i + 1] = mails.of(sent.get(i).content());
        }
        return numbers;
    }

    /** What that mail does to that state. */
    Move reaction(int id, int mail) {
        long key = (long) id << Integer.SIZE | mail;
        Move known = reactions.get(key);
        if (known == null) {
            known = compute(id, mails.get(mail));
            reactions.put(key, known);
        }
        return known;
    }

    private Move compute(int id, Object mail) {
        try {
            Reaction<S> reaction = part.receive(states.get(id), mail);
            return reaction == null
                    ? Move.REFUSED
                    : new Move("", states.of(reaction.next()), numbers(reaction.mails()), false, null);
        } catch (Broken | IllegalStateException e) {
            return Move.breaks(e.getMessage());
        }
    }
}
