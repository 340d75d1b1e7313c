package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Fleet;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.util.List;
import java.util.random.RandomGenerator;

/** Scales a service between one and four instances and back, or exchanges its instances one after the other. */
final class RebalancePhase implements FaultPhase {
    private static final int LONGEST_WAIT_MS = 2_000;

    private enum Step {
        TO_ONE,
        TO_FOUR,
        ROLLING
    }

    /** Every step comes up for each service in turn. */
    private static final List<Kind> KINDS = List.of(Kind.TRIGGER, Kind.POLLER);

    private static final List<Step> STEPS = List.of(Step.TO_FOUR, Step.ROLLING, Step.TO_ONE);

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        SlowAnswers.begin(arena, random);
        for (int i = 0; i < count; i++) {
            Kind kind = KINDS.get(i % KINDS.size());
            Step step = STEPS.get(i / KINDS.size() % STEPS.size());
            Patience.pause(random.nextInt(LONGEST_WAIT_MS));
            tally.drawn("%s %s", kind.word(), step);
            move(arena.fleet(), kind, step);
            tally.injected();
        }
    }

    private static void move(Fleet fleet, Kind kind, Step step) {
        switch (step) {
            case TO_ONE -> fleet.scale(kind, 1);
            case TO_FOUR -> fleet.scale(kind, Fleet.MOST);
            case ROLLING -> {
                for (LocalService instance : fleet.alive(kind)) {
                    instance.stop();
                    instance.start();
                    instance.awaitReady();
                }
            }
        }
    }
}
