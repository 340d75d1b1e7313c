package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UndecidedRulesTest {

    private static final List<String> CANDIDATES = List.of("run1", "run2");

    private final UndecidedRules rules = new UndecidedRules(Entries.TARGETS);

    @ParameterizedTest
    @CsvSource({"ADOPT, STARTED", "RESEND, QUEUED", "GIVE_UP, ENDED", "UNKNOWN, UNDECIDED"})
    void shouldDoWhatAnOperatorDecides(io.runbridge.schemas.Decision decision, LedgerState state) {
        LedgerEntry entry = Entries.in(LedgerState.UNDECIDED).build();

        assertThat(rules.decided(entry, decision(decision), Entries.NOW).entry().getState())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldDecideOnlyWhatIsUndecided(LedgerState state) {
        LedgerEntry entry = Entries.in(state).build();

        assertThat(rules.decided(entry, decision(io.runbridge.schemas.Decision.GIVE_UP), Entries.NOW)
                        .changed())
                .isEqualTo(state == LedgerState.UNDECIDED);
    }

    @ParameterizedTest
    @CsvSource({"wait, UNDECIDED", "give-up, ENDED", "resend, QUEUED"})
    void shouldAnswerByThePlatformsPolicyBehindThePublishedDoubt(String policy, LedgerState state) {
        Decision decision = undecidable(policy, Entries.in(LedgerState.IN_DOUBT).build());

        assertThat(decision.entry().getState()).isEqualTo(state);
        RunStatus doubt = statuses(decision).get(0);
        assertThat(doubt.getError().getCode()).isEqualTo(ErrorCode.START_IN_DOUBT);
        assertThat(doubt.getCandidates()).isEqualTo(CANDIDATES);
        assertThat(doubt.getTerminal()).isFalse();
    }

    @Test
    void shouldEndWithItsCandidatesWhenGivenUp() {
        Decision decision =
                undecidable("give-up", Entries.in(LedgerState.IN_DOUBT).build());

        RunStatus last = statuses(decision).get(1);
        assertThat(last.getMessage()).isNotEqualTo(statuses(decision).get(0).getMessage());
        assertThat(last.getTerminal()).isTrue();
        assertThat(last.getError().getCode()).isEqualTo(ErrorCode.START_UNDECIDED);
        assertThat(last.getCandidates()).isEqualTo(CANDIDATES);
        assertThat(decision.entry().getCandidates()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wait, UNDECIDED", "give-up, ENDED", "resend, ENDED"})
    void shouldNotResendByPolicyWhatIsToBeCancelled(String policy, LedgerState state) {
        LedgerEntry toCancel = Entries.in(LedgerState.IN_DOUBT)
                .setCancels(List.of(Entries.cancel("c1")))
                .build();

        Decision decision = undecidable(policy, toCancel);

        assertThat(decision.entry().getState()).isEqualTo(state);
        assertThat(decision.effects())
                .filteredOn(Effect.PublishOutcome.class::isInstance)
                .extracting(effect -> ((Effect.PublishOutcome) effect).event().getOutcome())
                .isEqualTo(state == LedgerState.ENDED ? List.of(Outcome.UNKNOWN) : List.of());
    }

    @Test
    void shouldGiveAResendItsFullTime() {
        long later = Entries.NOW + 1_000_000;
        LedgerEntry entry = Entries.in(LedgerState.UNDECIDED).build();

        assertThat(rules.decided(entry, decision(io.runbridge.schemas.Decision.RESEND), later)
                        .entry()
                        .getAdmittedAt())
                .isEqualTo(later);
    }

    private static Decision undecidable(String policy, LedgerEntry entry) {
        return new UndecidedRules(Entries.targets("starts.on-undecided", policy))
                .undecidable(new Change(entry, Entries.NOW), entry, "nobody knows", CANDIDATES);
    }

    private static List<RunStatus> statuses(Decision decision) {
        return decision.effects().stream()
                .filter(Effect.PublishStatus.class::isInstance)
                .map(effect -> ((Effect.PublishStatus) effect).event())
                .toList();
    }

    private static DoubtDecision decision(io.runbridge.schemas.Decision decision) {
        return DoubtDecision.newBuilder()
                .setRequestId("r1")
                .setDecision(decision)
                .setRunId("run")
                .setDecidedAt(Instant.ofEpochMilli(Entries.NOW))
                .build();
    }
}
