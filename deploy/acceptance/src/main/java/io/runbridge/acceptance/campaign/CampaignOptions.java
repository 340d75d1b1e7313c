package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Scale;
import io.runbridge.acceptance.campaign.fault.FaultKind;
import io.runbridge.local.LocalService.Program;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a campaign does. Immutable, any thread.
 *
 * @param faults how many of each chosen fault
 * @param seed decides everything that is left to chance
 * @param requests at least so many
 * @param ended so many further requests have ended in the ledger before
 * @param perSecond rate of requests
 * @param beyondSettle whether lost starts are carried out only after the settle time, which must double some
 * @param verbose whether what chance decides is told
 * @param starter runs in place of the trigger-service
 */
public record CampaignOptions(
        Map<FaultKind, Integer> faults,
        long seed,
        int requests,
        int ended,
        double perSecond,
        Scale scale,
        boolean beyondSettle,
        boolean verbose,
        Optional<Program> starter) {

    public CampaignOptions {
        faults = new EnumMap<>(faults);
    }

    /** Whether the chosen faults must lead to adopted runs and to starts that are made again. */
    boolean makesDoubt() {
        return faults.keySet().stream().anyMatch(FaultKind::makesDoubt);
    }
}
