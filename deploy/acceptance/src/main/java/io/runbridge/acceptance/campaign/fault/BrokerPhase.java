package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.local.LocalService.Kind;
import java.util.random.RandomGenerator;

/** Takes the broker or the registry away: killed, frozen, cut off from the services. Each way comes up in turn. */
final class BrokerPhase implements FaultPhase {
    private static final int IN_FLIGHT = 10;
    private static final int SHORTEST_MS = 3_000;
    private static final int LONGEST_MS = 12_000;
    private static final long RECOVERY_MS = 4_000;

    private enum Way {
        BROKER_KILLED {
            @Override
            void play(Arena arena, int millis) {
                arena.broker().kill();
                Patience.pause(millis / 4);
                arena.broker().start();
            }
        },
        BROKER_FROZEN {
            @Override
            void play(Arena arena, int millis) {
                arena.broker().pause();
                Patience.pause(millis);
                arena.broker().resume();
            }
        },
        BROKER_CUT_OFF {
            @Override
            void play(Arena arena, int millis) {
                arena.proxy().cut();
                Patience.pause(millis);
                arena.proxy().mend();
            }
        },
        REGISTRY_KILLED {
            @Override
            void play(Arena arena, int millis) {
                arena.cluster().registry().kill();
                // An instance that starts now knows no schema yet.
                arena.fleet().instance(Kind.TRIGGER, 0).stop();
                arena.fleet().instance(Kind.TRIGGER, 0).start();
                Patience.pause(millis);
                arena.cluster().registry().start();
            }
        },
        REGISTRY_FROZEN {
            @Override
            void play(Arena arena, int millis) {
                arena.cluster().registry().pause();
                Patience.pause(millis);
                arena.cluster().registry().resume();
            }
        };

        abstract void play(Arena arena, int millis);
    }

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        SlowAnswers.begin(arena, random);
        int first = random.nextInt(Way.values().length);
        for (int i = 0; i < count; i++) {
            int millis = random.nextInt(SHORTEST_MS, LONGEST_MS);
            arena.awaitInFlight(IN_FLIGHT);
            Way way = Way.values()[(first + i) % Way.values().length];
            tally.drawn("%s for %d ms", way, millis);
            way.play(arena, millis);
            tally.injected();
            Patience.pause(RECOVERY_MS);
        }
    }
}
