package io.runbridge.trigger.model;

import io.runbridge.trigger.model.Scenario.Known;
import io.runbridge.trigger.model.Scenario.May;

/** What is explored to the end, with the least number of states below which the exploration is not believed. */
@SuppressWarnings("ImmutableEnumChecker") // a Scenario is immutable, though its collections do not say so
enum Explored {
    TWO_CRASHES_AND_A_CANCEL(Scenario.of("gg", 0, 1).crashes(2).and(May.CANCEL), 9_400_000, false),
    THREE_REQUESTS(Scenario.of("ggg", 0, 1, 1).attempts(1).crashes(1), 14_000_000, false),
    ONE_TASK(Scenario.of("gg", 0, 0).crashes(2).and(May.CANCEL), 2_100_000, false),
    EVERY_OTHER_FAULT_ONCE(
            Scenario.of("gg", 0, 1)
                    .crashes(1)
                    .and(May.SWALLOW, May.REPEAT, May.RESTART_DOUBT, May.NOT_EXECUTE, May.REFUSE),
            3_600_000,
            false),
    MARKER(Scenario.of("gg", 0, 1).known(Known.BY_MARKER).crashes(1).and(May.CANCEL), 2_000_000, false),
    TOKEN(
            Scenario.of("g", 0)
                    .known(Known.BY_TOKEN)
                    .attempts(4)
                    .crashes(2)
                    .and(May.CANCEL, May.NOT_EXECUTE, May.REFUSE, May.SWALLOW),
            80_000,
            false),
    THREE_ATTEMPTS(Scenario.of("gg", 0, 1).attempts(3).crashes(1), 800_000, false),

    MARKER_TWO_CRASHES(Scenario.of("gg", 0, 1).known(Known.BY_MARKER).crashes(2).and(May.CANCEL), 7_000_000, true),
    EVERY_FAULT(
            Scenario.of("gg", 0, 1)
                    .crashes(1)
                    .and(May.CANCEL, May.SWALLOW, May.REPEAT, May.RESTART_DOUBT, May.NOT_EXECUTE, May.REFUSE),
            10_000_000,
            true);

    private final Scenario scenario;
    private final int floor;
    private final boolean large;

    Explored(Scenario scenario, int floor, boolean large) {
        this.scenario = scenario;
        this.floor = floor;
        this.large = large;
    }

    Scenario scenario() {
        return scenario;
    }

    int floor() {
        return floor;
    }

    /** Whether it is left out unless asked for. */
    boolean large() {
        return large;
    }
}
