package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CancelRulesTest {

    /** What a cancel leads to in each state: the entry's next state, then the effects. */
    private static final Map<LedgerState, List<String>> ARRIVED = Map.of(
            LedgerState.BARRED, List.of("BARRED", "PublishOutcome"),
            LedgerState.QUEUED, List.of("ENDED", "PublishStatus", "PublishOutcome"),
            LedgerState.CLAIMED, List.of("CLAIMED"),
            LedgerState.IN_DOUBT, List.of("IN_DOUBT"),
            LedgerState.UNDECIDED, List.of("UNDECIDED"),
            LedgerState.STARTED, List.of("STARTED", "CallCancel"),
            LedgerState.ENDED, List.of("ENDED", "PublishOutcome"));

    private final CancelRules rules = new CancelRules(new Random(1));

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldHonourACancelInEachState(LedgerState state) {
        Decision decision = rules.arrived(Entries.in(state).build(), Entries.cancel("c1"), true, Entries.NOW);

        List<String> expected = ARRIVED.get(state);
        assertThat(decision.entry().getState()).hasToString(expected.get(0));
        assertThat(Entries.kinds(decision)).isEqualTo(expected.subList(1, expected.size()));
        boolean answered = expected.contains("PublishOutcome");
        assertThat(decision.entry().getAnsweredCancels()).hasSize(answered ? 1 : 0);
        assertThat(decision.entry().getCancels()).hasSize(answered ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldDropARepeatedCancelInEachState(LedgerState state) {
        LedgerEntry once = rules.arrived(Entries.in(state).build(), Entries.cancel("c1"), true, Entries.NOW)
                .entry();

        Decision twice = rules.arrived(once, Entries.cancel("c1"), true, Entries.NOW);

        assertThat(twice).isEqualTo(Decision.unchanged(once));
    }

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldRefuseACancelThatMeansAnotherRunInEachState(LedgerState state) {
        LedgerEntry before = Entries.in(state).build();

        Decision decision = rules.arrived(before, Entries.cancel("c1"), false, Entries.NOW);

        assertThat(decision.entry().getState()).isEqualTo(state);
        assertThat(decision.entry().getCancels()).isEqualTo(before.getCancels());
        assertThat(decision.effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.PublishOutcome.class,
                        effect -> assertThat(effect.event().getOutcome()).isEqualTo(Outcome.REFUSED));
    }

    @ParameterizedTest
    @EnumSource(FailureCategory.class)
    void shouldRefuseOnlyWhatThePlatformRefuses(FailureCategory category) {
        LedgerEntry entry = Entries.in(LedgerState.STARTED)
                .setCancels(List.of(Entries.cancel("c1")))
                .build();

        Decision decision = rules.answered(entry, Answer.failed(Failure.of(category, "X", "x")), Entries.NOW);

        boolean refused = category == FailureCategory.REJECTED || category == FailureCategory.UNAUTHORIZED;
        assertThat(decision.effects()).hasSize(refused ? 1 : 0);
        assertThat(decision.entry().getCancels()).hasSize(refused ? 0 : 1);
        assertThat(decision.entry().getDueAt() > Entries.NOW).isEqualTo(!refused);
    }

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldTakeAnAnswerOnlyWhileARunIsToBeCancelled(LedgerState state) {
        LedgerEntry entry = Entries.in(state).build();

        assertThat(rules.answered(entry, Answer.success(null), Entries.NOW)).isEqualTo(Decision.unchanged(entry));
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, , CONFIRMED",
        "SUCCESS, , TOO_LATE",
        "FAILED, , TOO_LATE",
        "UNKNOWN, , TOO_LATE",
        "UNKNOWN, RUN_LOST, RUN_NOT_FOUND",
    })
    void shouldAnswerEveryCancelOnceWhenTheRunEnds(Status status, String code, Outcome outcome) {
        LedgerEntry entry = Entries.in(LedgerState.STARTED)
                .setCancels(List.of(Entries.cancel("c1"), Entries.cancel("c2")))
                .build();
        RunStatus end = RunStatus.newBuilder()
                .setRequestId("r1")
                .setPlatform("dbx")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("job")
                .setSequence(3)
                .setStatus(status)
                .setError(code == null ? null : new RunError(code, ""))
                .setObservedAt(Instant.ofEpochMilli(Entries.NOW))
                .setTerminal(true)
                .build();

        Decision ended = CancelRules.runEnded(entry, end, Entries.NOW);

        assertThat(ended.effects())
                .map(effect -> ((Effect.PublishOutcome) effect).event().getOutcome())
                .containsExactly(outcome, outcome);
        assertThat(CancelRules.runEnded(ended.entry(), end, Entries.NOW)).isEqualTo(Decision.unchanged(ended.entry()));
    }
}
