package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.StartCalls;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Keeps starts in flight: every platform takes its time to answer, some carry out at once and some only then. */
final class SlowAnswers {
    private static final double OF_DEADLINE = 0.6;
    private static final double SOMETIMES = 0.5;

    private SlowAnswers() {}

    /** From now on, until the simulator is calmed. */
    static void begin(Arena arena, RandomGenerator random) {
        long delay = (long) (arena.scale().deadline().toMillis() * OF_DEADLINE);
        for (String operation : StartCalls.STARTS) {
            String execute = random.nextBoolean() ? "AT_ONCE" : "LATE";
            arena.simulator()
                    .fault(Map.of("operation", operation, "count", -1, "delayMillis", delay, "execute", execute));
        }
    }

    /** Now and then a start is neither carried out nor answered. */
    static void ignoreSome(Arena arena, RandomGenerator random) {
        for (String operation : StartCalls.STARTS) {
            if (random.nextDouble() < SOMETIMES) {
                arena.simulator().fault(StartFault.IGNORED.body(operation, 0));
            }
        }
    }
}
