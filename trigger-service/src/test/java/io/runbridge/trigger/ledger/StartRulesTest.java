package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StartRulesTest {

    private static final Answer<StartedRun> STARTED = Answer.success(new StartedRun("run", Optional.empty()));

    private final StartRules rules = new StartRules(Entries.TARGETS, Entries.CONFIG.trigger(), new Random(1));

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldSendOnlyItsOwnClaimedAttempt(LedgerState state) {
        LedgerEntry entry = Entries.in(state).setIncarnation("me").build();

        assertThat(rules.claimRead(entry, new Claim("r1", 1, "me"), "me").effects())
                .hasSize(state == LedgerState.CLAIMED ? 1 : 0);
        assertThat(rules.claimRead(entry, new Claim("r1", 2, "me"), "me").effects())
                .isEmpty();
        assertThat(rules.claimRead(entry, new Claim("r1", 1, "other"), "me").effects())
                .isEmpty();
        assertThat(rules.claimRead(entry, new Claim("r1", 1, "me"), "other").effects())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void shouldTakeAnAnswerOnlyForTheClaimedAttempt(LedgerState state) {
        LedgerEntry entry = Entries.in(state).build();

        assertThat(rules.answered(entry, 2, STARTED, Entries.NOW)).isEqualTo(Decision.unchanged(entry));
        assertThat(rules.answered(entry, 1, STARTED, Entries.NOW).changed()).isEqualTo(state == LedgerState.CLAIMED);
        assertThat(rules.lost(entry, "why", Entries.NOW).changed()).isEqualTo(state == LedgerState.CLAIMED);
    }

    /** First: no doubt; second: with a cancel; third: an earlier attempt is in doubt. */
    @ParameterizedTest
    @CsvSource({
        "REJECTED, ENDED, ENDED, IN_DOUBT",
        "NOT_FOUND, ENDED, ENDED, IN_DOUBT",
        "UNAUTHORIZED, ENDED, ENDED, IN_DOUBT",
        "BUSY, QUEUED, ENDED, IN_DOUBT",
        "THROTTLED, QUEUED, ENDED, IN_DOUBT",
        "PAUSED, QUEUED, ENDED, IN_DOUBT",
        "UNAVAILABLE, QUEUED, ENDED, IN_DOUBT",
        "UNKNOWN_OUTCOME, IN_DOUBT, IN_DOUBT, IN_DOUBT",
    })
    void shouldBelieveAFailureAsFarAsItGoes(
            FailureCategory category, LedgerState plain, LedgerState cancelled, LedgerState doubted) {
        Answer<StartedRun> failed = Answer.failed(Failure.of(category, "X", "x"));
        LedgerEntry claimed =
                Entries.in(LedgerState.CLAIMED, JobType.DATABRICKS_JOB).build();
        LedgerEntry toCancel = LedgerEntry.newBuilder(claimed)
                .setCancels(List.of(Entries.cancel("c1")))
                .build();
        LedgerEntry inDoubt =
                LedgerEntry.newBuilder(claimed).setFirstDoubtAt(Entries.NOW).build();

        assertThat(rules.answered(claimed, 1, failed, Entries.NOW).entry().getState())
                .isEqualTo(plain);
        assertThat(rules.answered(toCancel, 1, failed, Entries.NOW).entry().getState())
                .isEqualTo(cancelled);
        assertThat(rules.answered(inDoubt, 1, failed, Entries.NOW).entry().getState())
                .isEqualTo(doubted);
    }

    @ParameterizedTest
    @EnumSource(FailureCategory.class)
    void shouldDecideEachCategory(FailureCategory category) {
        LedgerEntry claimed = Entries.in(LedgerState.CLAIMED).build();

        Decision decision = rules.answered(claimed, 1, Answer.failed(Failure.of(category, "X", "x")), Entries.NOW);

        assertThat(decision.entry().getState()).isNotEqualTo(LedgerState.CLAIMED);
    }

    @Test
    void shouldTellTheDoubtTaskOnlyWhereRunsAreListed() {
        LedgerEntry listed = Entries.in(LedgerState.CLAIMED).build();
        LedgerEntry token =
                Entries.in(LedgerState.CLAIMED, JobType.DATABRICKS_JOB).build();

        assertThat(Entries.kinds(rules.lost(listed, "why", Entries.NOW))).containsExactly("PublishStatus", "TellDoubt");
        assertThat(Entries.kinds(rules.lost(token, "why", Entries.NOW))).containsExactly("PublishStatus");
        assertThat(rules.lost(token, "why", Entries.NOW).entry().getDueAt()).isGreaterThan(Entries.NOW);
    }

    /** First: no cancel; second: with one. */
    @ParameterizedTest
    @CsvSource({
        ", QUEUED, ENDED",
        "REJECTED, ENDED, ENDED",
        "NOT_FOUND, ENDED, ENDED",
        "BUSY, QUEUED, ENDED",
        "UNAVAILABLE, QUEUED, ENDED",
        "UNKNOWN_OUTCOME, QUEUED, ENDED",
    })
    void shouldHaveSentNothingBeforeThePreconditionIsKnown(
            FailureCategory category, LedgerState plain, LedgerState cancelled) {
        StartRules careful = careful();
        Answer<String> answer =
                category == null ? Answer.success("point") : Answer.failed(Failure.of(category, "X", "x"));
        LedgerEntry claimed =
                Entries.in(LedgerState.CLAIMED, JobType.DATABRICKS_JOB).build();
        LedgerEntry toCancel = LedgerEntry.newBuilder(claimed)
                .setCancels(List.of(Entries.cancel("c1")))
                .build();

        Decision decision = careful.prepared(claimed, 1, answer, Entries.NOW);

        assertThat(decision.entry().getState()).isEqualTo(plain);
        assertThat(decision.entry().getFirstDoubtAt()).isZero();
        assertThat(decision.entry().getPrecondition()).isEqualTo(category == null ? "point" : null);
        assertThat(careful.prepared(toCancel, 1, answer, Entries.NOW).entry().getState())
                .isEqualTo(cancelled);
        assertThat(careful.prepared(claimed, 2, answer, Entries.NOW).changed()).isFalse();
    }

    @Test
    void shouldBeInDoubtOnlyOnceThePreconditionIsKnown() {
        LedgerEntry unprepared =
                Entries.in(LedgerState.CLAIMED, JobType.DATABRICKS_JOB).build();
        LedgerEntry prepared =
                LedgerEntry.newBuilder(unprepared).setPrecondition("point").build();

        assertThat(careful().lost(unprepared, "why", Entries.NOW).entry().getState())
                .isEqualTo(LedgerState.QUEUED);
        assertThat(careful().lost(prepared, "why", Entries.NOW).entry().getState())
                .isEqualTo(LedgerState.IN_DOUBT);
    }

    /** What was learned before a start may not hold any more once it waits; in doubt each attempt must carry the same. */
    @Test
    void shouldLearnThePreconditionAnewUnlessAnAttemptMayHaveBeenCarriedOut() {
        Answer<StartedRun> throttled = Answer.failed(Failure.of(FailureCategory.THROTTLED, "X", "x"));
        LedgerEntry claimed = Entries.in(LedgerState.CLAIMED, JobType.DATABRICKS_JOB)
                .setPrecondition("point")
                .build();
        LedgerEntry inDoubt =
                LedgerEntry.newBuilder(claimed).setFirstDoubtAt(Entries.NOW).build();

        assertThat(careful()
                        .answered(claimed, 1, throttled, Entries.NOW)
                        .entry()
                        .getPrecondition())
                .isNull();
        assertThat(careful()
                        .answered(inDoubt, 1, throttled, Entries.NOW)
                        .entry()
                        .getPrecondition())
                .isEqualTo("point");
    }

    /** Rules for a platform whose starts have a precondition. */
    private static StartRules careful() {
        InMemoryAdapter adapter =
                new InMemoryAdapter(JobType.DATABRICKS_JOB, Settlement.TOKEN, Clock.systemUTC()).withPreconditions();
        Platform platform =
                new Platform("dbx", Entries.CONFIG.platforms().get("dbx"), Map.of(JobType.DATABRICKS_JOB, adapter));
        return new StartRules(new Targets(Map.of("dbx", platform)), Entries.CONFIG.trigger(), new Random(1));
    }

    @Test
    void shouldKeepTheHistoryShortHoweverOftenAResendIsLost() {
        LedgerEntry entry =
                Entries.in(LedgerState.CLAIMED, JobType.DATABRICKS_JOB).build();
        for (int i = 0; i < 3; i++) {
            entry = rules.lost(entry, "why", Entries.NOW).entry();
            entry = rules.claim(entry, "me", Entries.NOW).entry();
        }

        assertThat(entry.getSequence()).isEqualTo(1);
        assertThat(entry.getAttempt()).isEqualTo(4);
    }
}
