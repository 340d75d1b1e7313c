package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.StartCalls;
import io.runbridge.acceptance.campaign.arena.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Loses answers to starts in every way there is, on every platform type alike, while lists lag behind. The count is per
 * platform type.
 */
final class LostPhase implements FaultPhase {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** So many faults wait for their start at once, of all operations together; with them about every second start is hit. */
    private static final int WAITING = 3;

    private final boolean beyondSettle;

    /** @param beyondSettle whether all lost starts are carried out, but only after the settle time has passed */
    LostPhase(boolean beyondSettle) {
        this.beyondSettle = beyondSettle;
    }

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            if (i % 20 == 0) {
                arena.simulator().set(Map.of("listingLagMillis", lag(arena, random)));
            }
            Patience.require(
                    LIMIT,
                    "lost answers hit their starts",
                    () -> arena.simulator().faultsLeft().size() < WAITING);
            for (String operation : StartCalls.STARTS) {
                Map<String, Object> fault = fault(arena, operation, random);
                tally.drawn("%s", fault);
                arena.simulator().fault(fault);
                tally.injected();
            }
        }
        Patience.require(LIMIT, "the last lost answers hit their starts", () -> arena.simulator()
                .faultsLeft()
                .isEmpty());
    }

    private long lag(Arena arena, RandomGenerator random) {
        return beyondSettle ? 0 : random.nextLong(arena.scale().lagMillis() + 1);
    }

    private Map<String, Object> fault(Arena arena, String operation, RandomGenerator random) {
        if (beyondSettle) {
            long late = arena.scale().settle().toMillis() + arena.scale().latestMillis();
            return StartFault.GATEWAY_TIMEOUT_LATE.body(operation, late);
        }
        StartFault fault = StartFault.pick(random);
        return fault.body(operation, random.nextLong(arena.scale().latestMillis() + 1));
    }
}
