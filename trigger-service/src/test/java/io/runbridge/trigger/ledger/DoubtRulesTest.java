package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DoubtRulesTest {

    private final DoubtRules rules = new DoubtRules(Entries.TARGETS);

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldTakeAFindingOnlyForTheAttemptInDoubt(LedgerState state) {
        LedgerEntry entry = Entries.in(state).build();

        for (FindingKind kind : FindingKind.values()) {
            assertThat(rules.found(entry, finding(kind, 1), Entries.NOW).changed())
                    .isEqualTo(state == LedgerState.IN_DOUBT);
            assertThat(rules.found(entry, finding(kind, 2), Entries.NOW).changed())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"FOUND, STARTED, STARTED", "NOT_STARTED, QUEUED, ENDED", "UNDECIDABLE, UNDECIDED, UNDECIDED"})
    void shouldNeverStartAgainWhatIsToBeCancelled(FindingKind kind, LedgerState plain, LedgerState cancelled) {
        LedgerEntry entry = Entries.in(LedgerState.IN_DOUBT).build();
        LedgerEntry toCancel = LedgerEntry.newBuilder(entry)
                .setCancels(List.of(Entries.cancel("c1")))
                .build();

        assertThat(rules.found(entry, finding(kind, 1), Entries.NOW).entry().getState())
                .isEqualTo(plain);
        assertThat(rules.found(toCancel, finding(kind, 1), Entries.NOW).entry().getState())
                .isEqualTo(cancelled);
    }

    private static Finding finding(FindingKind kind, int attempt) {
        return Finding.newBuilder()
                .setRequestId("r1")
                .setAttempt(attempt)
                .setKind(kind)
                .setRunIds(List.of("run"))
                .setMessage("why")
                .build();
    }
}
