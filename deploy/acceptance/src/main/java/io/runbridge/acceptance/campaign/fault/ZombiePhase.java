package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Freezes an instance with starts in flight for longer than its session and lets it go on: it wakes up with calls in
 * hand that are no longer its own. Every third time it is a poller.
 */
final class ZombiePhase implements FaultPhase {
    private static final int IN_FLIGHT = 10;
    private static final int SESSION_MS = 6_000;
    private static final int LONGER_MS = 5_000;
    private static final int LONGEST_WAIT_MS = 1_500;

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        SlowAnswers.begin(arena, random);
        for (int i = 0; i < count; i++) {
            Kind kind = i % 3 == 2 ? Kind.POLLER : Kind.TRIGGER;
            int which = random.nextInt(64);
            int wait = random.nextInt(LONGEST_WAIT_MS);
            // Now and then shorter than the session: then it is a stall, and all of it is still its own.
            int frozen = SESSION_MS + random.nextInt(-1_000, LONGER_MS);
            tally.drawn("%s %d after %d ms for %d ms", kind.word(), which, wait, frozen);
            Patience.pause(wait);
            arena.awaitInFlight(IN_FLIGHT);
            List<LocalService> alive = arena.fleet().alive(kind);
            LocalService zombie = alive.get(which % alive.size());
            zombie.process().pause();
            Patience.pause(frozen);
            zombie.process().resume();
            tally.injected();
            // It may have to leave and join again: its readiness says when it has.
            zombie.awaitReady();
            Patience.pause(LONGEST_WAIT_MS);
        }
    }
}
