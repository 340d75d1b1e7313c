package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Setup;
import io.runbridge.acceptance.campaign.fault.FaultKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a campaign does. Immutable, any thread.
 *
 * @param faults how many of each chosen fault
 * @param seed decides everything that is left to chance
 * @param requests at least so many
 * @param beyondSettle whether lost starts are carried out only after the settle time, which must double some
 * @param verbose whether what chance decides is told
 * @param setup what it takes place on
 */
public record CampaignOptions(
        Map<FaultKind, Integer> faults, long seed, int requests, boolean beyondSettle, boolean verbose, Setup setup) {

    public CampaignOptions {
        faults = new EnumMap<>(faults);
    }

    /** Whether the chosen faults must lead to adopted runs and to starts that are made again. */
    boolean makesDoubt() {
        return faults.keySet().stream().anyMatch(FaultKind::makesDoubt);
    }
}
