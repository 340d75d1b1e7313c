package io.runbridge.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.acceptance.campaign.arena.Scale;
import io.runbridge.acceptance.campaign.arena.Setup;
import io.runbridge.acceptance.campaign.fault.FaultKind;
import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.acceptance.campaign.oracle.Breach;
import io.runbridge.acceptance.campaign.oracle.Group;
import io.runbridge.acceptance.campaign.oracle.Ledgers;
import io.runbridge.acceptance.campaign.oracle.Told;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignResultTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void shouldPrintTheLineByWhichACampaignIsJudged() {
        CampaignResult result = result(FaultKind.LOST, true, List.of());

        assertThat(result.line())
                .isEqualTo("requests=1 starts=0 lost=0 doubled=0 wrong_status=0 identical=0 adopted=1 resent=1"
                        + " lookups=0 undecided=0 kills=3 seed=42");
        assertThat(result.passed()).isTrue();
    }

    @Test
    void shouldNotPassIfDoubtWasToBeMadeAndWasNot() {
        assertThat(result(FaultKind.KILL, false, List.of()).passed()).isFalse();
        assertThat(result(FaultKind.POISON, false, List.of()).passed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotPassIfAPromiseWasBroken(Breach.Kind kind) {
        Breach breach = new Breach(kind, Optional.of("a"), "broken", 2);

        CampaignResult result = result(FaultKind.LOST, true, List.of(breach));

        assertThat(result.passed()).isFalse();
        assertThat(result.lost() + result.doubled() + result.wrongStatus()).isEqualTo(2);
    }

    /** A campaign of one request of a job, whose doubt was settled by sending it again, or never was. */
    private static CampaignResult result(FaultKind fault, boolean doubt, List<Breach> breaches) {
        Setup setup = new Setup(Scale.NORMAL, false, 0, 1, Optional.empty());
        CampaignOptions options = new CampaignOptions(Map.of(fault, 1), 42, 1, false, false, setup);
        Asked asked = new Asked("a", "lost", JobType.DATABRICKS_JOB, new Group("jobs", "1", "a"));
        Told told = doubt
                ? new Told(List.of(started()), List.of(inDoubt()), List.of(inDoubt()), List.of(), List.of())
                : Told.NOTHING;
        Ledgers ledgers =
                new Ledgers(List.of(asked), List.of(), List.of(), Map.of(), List.of(), Map.of("a", told), Map.of());
        return new CampaignResult(options, ledgers, breaches, List.of(), 3);
    }

    private static RunStarted started() {
        return RunStarted.newBuilder()
                .setRequestId("a")
                .setPlatform("bricks")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("1")
                .setRunId("run")
                .setMonitoringUrl("")
                .setAdopted(true)
                .setNextSequence(1)
                .setRequestedAt(AT)
                .setStartedAt(AT)
                .build();
    }

    private static RunStatus inDoubt() {
        return RunStatus.newBuilder()
                .setRequestId("a")
                .setPlatform("bricks")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("1")
                .setSequence(0)
                .setStatus(Status.UNKNOWN)
                .setError(new RunError("START_IN_DOUBT", "in doubt"))
                .setCandidates(List.of())
                .setOutputs(List.of())
                .setObservedAt(AT)
                .setTerminal(false)
                .build();
    }
}
