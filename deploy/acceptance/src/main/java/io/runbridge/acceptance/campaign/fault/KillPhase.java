package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Kills an instance at a random moment while starts are in flight, measures how long its partitions are not served, and
 * starts it again. Both services are hit in turn; now and then the restarted instance dies again before it is ready.
 */
final class KillPhase implements FaultPhase {
    private static final int IN_FLIGHT = 10;
    private static final int LONGEST_WAIT_MS = 2_000;
    private static final double AGAIN = 0.15;
    private static final int LONGEST_LIFE_MS = 4_000;

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        SlowAnswers.begin(arena, random);
        Kind kind = Kind.POLLER;
        for (int i = 0; i < count; i++) {
            kind = kind == Kind.TRIGGER ? Kind.POLLER : Kind.TRIGGER;
            SlowAnswers.ignoreSome(arena, random);
            int wait = random.nextInt(LONGEST_WAIT_MS);
            int which = random.nextInt(64);
            boolean again = i + 1 < count && random.nextDouble() < AGAIN;
            int life = random.nextInt(LONGEST_LIFE_MS);
            tally.drawn("%s %d after %d ms, again %s after %d ms", kind.word(), which, wait, again, life);
            Patience.pause(wait);
            arena.awaitInFlight(IN_FLIGHT);
            List<LocalService> alive = arena.fleet().alive(kind);
            LocalService victim = alive.get(which % alive.size());
            kill(arena, tally, kind, victim);
            victim.start();
            if (again) {
                Patience.pause(life);
                arena.fleet().kill(victim);
                tally.injected();
                i++;
            }
            arena.fleet().restore();
        }
    }

    private static void kill(Arena arena, Tally tally, Kind kind, LocalService victim) {
        arena.fleet().kill(victim);
        tally.injected();
        if (kind == Kind.TRIGGER) {
            Optional<Duration> after = arena.takeOver().measure(Instant.now());
            after.ifPresentOrElse(
                    tally::takeOver,
                    () -> tally.failed("the partitions of " + victim.name() + " were not served within a minute"));
        }
    }
}
