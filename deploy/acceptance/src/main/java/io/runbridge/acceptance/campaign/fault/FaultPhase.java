package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Tally;
import java.util.random.RandomGenerator;

/** Plays one kind of fault under load. */
@FunctionalInterface
public interface FaultPhase {

    /**
     * Injects the faults and returns when the last one is over, not when its consequences are.
     *
     * @param count how many
     * @param random decides everything that is left to chance, always in the same order
     */
    void play(Arena arena, Tally tally, int count, RandomGenerator random);
}
