package io.runbridge.acceptance.naive;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.acceptance.campaign.Campaign;
import io.runbridge.acceptance.campaign.CampaignOptions;
import io.runbridge.acceptance.campaign.CampaignResult;
import io.runbridge.acceptance.campaign.arena.Scale;
import io.runbridge.acceptance.campaign.arena.Setup;
import io.runbridge.acceptance.campaign.fault.FaultKind;
import io.runbridge.local.LocalService.Program;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A campaign that cannot fail proves nothing. */
class NaiveBaselineTest {
    private static final long SEED = 1;
    private static final int REQUESTS = 150;
    private static final int PER_SECOND = 20;
    private static final int LOST_ANSWERS = 10;

    @Test
    void shouldFindTheRunsThatANaiveServiceDoubles() {
        Program naive = new Program(System.getProperty("java.class.path"), NaiveStarter.class.getName());
        Setup setup = new Setup(Scale.SHORT, false, 0, PER_SECOND, Optional.of(naive));
        CampaignOptions options =
                new CampaignOptions(Map.of(FaultKind.LOST, LOST_ANSWERS), SEED, REQUESTS, false, false, setup);

        CampaignResult result = Campaign.run(options, progress -> {});

        assertThat(result.doubled()).isPositive();
        assertThat(result.passed()).isFalse();
    }
}
