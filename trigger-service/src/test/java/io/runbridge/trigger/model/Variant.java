package io.runbridge.trigger.model;

import io.runbridge.trigger.model.Scenario.Known;
import io.runbridge.trigger.model.Scenario.May;

/** The protocol as it is, and each way to break it that the model must notice. */
@SuppressWarnings("ImmutableEnumChecker") // a Scenario is immutable, though its collections do not say so
enum Variant {
    /** As built. */
    SOUND(Scenario.of("gg", 0, 1).crashes(1)),
    /** A start is sent when its claim is written, not when it is read back. */
    CLAIM_NOT_READ_BACK(SOUND.scenario),
    /** A new incarnation takes the old one's claims for its own. */
    INCARNATION_IGNORED(SOUND.scenario),
    /** A stalled instance sends what it had ready after its tasks were taken over. */
    NO_LEASE(SOUND.scenario),
    /** Instead of a barrier, runs that nobody waits for are taken for unowned: their owner is stalled. */
    AGE_WITH_STALLED_OWNER(SOUND.scenario),
    /** Instead of a barrier, runs whose owners have spoken are taken for unowned: the word is on its way. */
    AGE_WITH_LAGGING_OWNERSHIP(SOUND.scenario),
    /** Runs that are still young are left out of the list. */
    YOUNG_RUNS_LEFT_OUT(SOUND.scenario),
    /** A finding is believed whatever attempt it speaks of. */
    FINDING_WITHOUT_ATTEMPT(SOUND.scenario.and(May.REPEAT)),
    /** The refusal of a resend ends the request. */
    REFUSED_RESEND_FINAL(Scenario.of("g", 0).known(Known.BY_TOKEN).crashes(1).and(May.REFUSE)),
    /** An answer is lost between call and task, and nothing misses it. */
    NO_WATCHDOG(SOUND.scenario.and(May.SWALLOW)),
    /** A doubt that found a run early does not hold back "not started" for others. */
    SPENT_DOUBT_FORGOTTEN(SOUND.scenario);

    private final Scenario scenario;

    Variant(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Where it is noticed. */
    Scenario scenario() {
        return scenario;
    }

    boolean barrier() {
        return this != AGE_WITH_STALLED_OWNER && this != AGE_WITH_LAGGING_OWNERSHIP;
    }
}
