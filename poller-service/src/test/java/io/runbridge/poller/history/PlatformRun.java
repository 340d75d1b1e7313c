package io.runbridge.poller.history;

import io.runbridge.poller.history.Flavour.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A run as its platform has it: all of its states, with the time at which each begins. Times are true ones. */
final class PlatformRun {

    /** One state. */
    record State(long fromMs, Word word, Optional<String> message) {}

    /** A time in which the platform does not know the run. */
    record Spell(long fromMs, long toMs) {

        boolean holds(long atMs) {
            return fromMs <= atMs && atMs < toMs;
        }
    }

    private static final int MOST_STATES = 5;

    private final String runId;
    private final String job;
    private final long heartbeatMs;
    private final List<State> states = new ArrayList<>();
    private final List<Spell> spells = new ArrayList<>();
    private long repairedMs = Long.MIN_VALUE;

    /** @param heartbeatMs how often a working run counts as changed without a change, 0 for never */
    PlatformRun(String runId, String job, long heartbeatMs) {
        this.runId = runId;
        this.job = job;
        this.heartbeatMs = heartbeatMs;
    }

    String runId() {
        return runId;
    }

    String job() {
        return job;
    }

    long createdMs() {
        return states.get(0).fromMs();
    }

    long endMs() {
        return last().fromMs();
    }

    State last() {
        return states.get(states.size() - 1);
    }

    /** Works from then on through some states to an end. */
    void works(Flavour flavour, long fromMs, long durationMs, RandomGenerator random) {
        int count = 1 + random.nextInt(MOST_STATES);
        long share = Math.max(1, durationMs / count);
        long atMs = fromMs;
        for (int i = 0; i < count; i++) {
            Word word = flavour.working()
                    .get(i == 0 ? 0 : random.nextInt(flavour.working().size()));
            states.add(new State(atMs, word, message(random)));
            atMs += share;
        }
        List<Word> ends = flavour.ends();
        states.add(new State(atMs, ends.get(random.nextInt(ends.size())), message(random)));
    }

    private static Optional<String> message(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.of("Waits for a cluster");
            case 1 -> Optional.of("At work " + random.nextInt(3));
            default -> Optional.empty();
        };
    }

    /** The same run works again after its end. */
    void repaired(Flavour flavour, long atMs, long durationMs, RandomGenerator random) {
        repairedMs = atMs;
        works(flavour, atMs, durationMs, random);
    }

    void unknown(Spell spell) {
        spells.add(spell);
    }

    boolean unknownAt(long atMs) {
        return atMs < createdMs() || spells.stream().anyMatch(spell -> spell.holds(atMs));
    }

    /** Whether no list shows it; lists know of a run that is denied for a while. */
    boolean unlistedAt(long atMs) {
        return atMs < createdMs()
                || spells.stream().anyMatch(spell -> spell.toMs() == Long.MAX_VALUE && spell.holds(atMs));
    }

    /** Whether it is unknown for good at some time. */
    boolean goesForGood() {
        return spells.stream().anyMatch(spell -> spell.toMs() == Long.MAX_VALUE);
    }

    /** What a look at a replica that is so late sees; no replica is behind the repair that somebody was told of. */
    long seenMs(long atMs, long lagMs) {
        return atMs >= repairedMs ? Math.max(repairedMs, atMs - lagMs) : atMs - lagMs;
    }

    State at(long atMs) {
        for (int i = states.size() - 1; i > 0; i--) {
            if (states.get(i).fromMs() <= atMs) {
                return states.get(i);
            }
        }
        return states.get(0);
    }

    /** When the platform last counted it as changed. */
    long updatedMs(long atMs) {
        State state = at(atMs);
        boolean beats = heartbeatMs > 0 && !state.word().end();
        return beats ? state.fromMs() + (atMs - state.fromMs()) / heartbeatMs * heartbeatMs : state.fromMs();
    }
}
