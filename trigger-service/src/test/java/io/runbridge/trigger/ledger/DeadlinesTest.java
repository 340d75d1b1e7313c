package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines(Entries.TARGETS, Entries.CONFIG.trigger(), Duration.ofSeconds(3));

    /** Seconds from now; empty where only an event can move the entry. */
    @ParameterizedTest
    @CsvSource({
        "BARRED, , false",
        "QUEUED, 10, true",
        "CLAIMED, 38, true",
        "IN_DOUBT, , true",
        "UNDECIDED, 604800, true",
        "STARTED, , false",
        "ENDED, , false",
    })
    void shouldWakeEachStateInTime(LedgerState state, Long seconds, boolean open) {
        LedgerEntry entry = Entries.in(state).build();

        assertThat(deadlines.next(entry, Entries.NOW)).isEqualTo(inSeconds(seconds));
        assertThat(deadlines.open(entry)).isEqualTo(open);
    }

    @Test
    void shouldWakeAResendAndACancelWhenTheyAreDue() {
        LedgerEntry resend = Entries.in(LedgerState.IN_DOUBT, JobType.DATABRICKS_JOB)
                .setFirstDoubtAt(Entries.NOW)
                .setDueAt(Entries.NOW + 7_000)
                .build();
        LedgerEntry cancel = Entries.in(LedgerState.STARTED)
                .setCancels(List.of(Entries.cancel("c1")))
                .build();

        assertThat(deadlines.next(resend, Entries.NOW)).isEqualTo(inSeconds(7L));
        assertThat(deadlines.next(cancel, Entries.NOW)).isEqualTo(inSeconds(0L));
        assertThat(deadlines.open(cancel)).isTrue();
    }

    @Test
    void shouldWakeALostStartThatWaitsForItsResendWhenItsTimeIsUp() {
        LedgerEntry resend = Entries.in(LedgerState.IN_DOUBT, JobType.DATABRICKS_JOB)
                .setFirstDoubtAt(Entries.NOW)
                .build();

        assertThat(deadlines.next(resend, Entries.NOW + 1)).isEqualTo(inSeconds(86_400L));
    }

    @Test
    void shouldWakeACancelOfAForeignRunWhenItsTimeIsUp() {
        LedgerEntry cancel = Entries.in(LedgerState.STARTED).setForeign(true).build();

        assertThat(deadlines.cancelLimit(cancel)).isEqualTo(inSeconds(86_400L));
        assertThat(deadlines.cancelLimit(Entries.in(LedgerState.STARTED).build()))
                .isEmpty();
    }

    @Test
    void shouldWakeAQueuedRequestAtTheEarliestOfItsMoments() {
        LedgerEntry entry = Entries.in(LedgerState.QUEUED).setTimeoutSeconds(5).build();

        assertThat(deadlines.next(entry, Entries.NOW)).isEqualTo(inSeconds(5L));
        assertThat(deadlines.next(
                        LedgerEntry.newBuilder(entry)
                                .setDueAt(Entries.NOW + 2_000)
                                .build(),
                        Entries.NOW))
                .isEqualTo(inSeconds(2L));
    }

    private static OptionalLong inSeconds(Long seconds) {
        return seconds == null ? OptionalLong.empty() : OptionalLong.of(Entries.NOW + seconds * 1_000);
    }
}
