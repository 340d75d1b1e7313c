package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {

    @ParameterizedTest
    @CsvSource({
        "BARRED, ADMITTED, ENDED",
        "QUEUED, CLAIMED, CLAIMED",
        "QUEUED, REFUSED, ENDED",
        "QUEUED, CANCELLED, ENDED",
        "QUEUED, EXPIRED, ENDED",
        "CLAIMED, STARTED, STARTED",
        "CLAIMED, REFUSED, ENDED IN_DOUBT",
        "CLAIMED, NOT_EXECUTED, QUEUED ENDED IN_DOUBT",
        "CLAIMED, LOST, IN_DOUBT",
        "IN_DOUBT, CLAIMED, CLAIMED",
        "IN_DOUBT, FOUND, STARTED",
        "IN_DOUBT, SHOWN_NOT_STARTED, QUEUED ENDED",
        "IN_DOUBT, UNDECIDABLE, UNDECIDED",
        "UNDECIDED, ADOPTED, STARTED",
        "UNDECIDED, RESENT, QUEUED ENDED",
        "UNDECIDED, GIVEN_UP, ENDED",
        "STARTED, RUN_ENDED, ENDED",
    })
    void shouldLeadOnlyWhereTheTableSays(LedgerState from, LedgerEvent event, String targets) {
        Set<LedgerState> expected = EnumSet.noneOf(LedgerState.class);
        Arrays.stream(targets.split(" ")).map(LedgerState::valueOf).forEach(expected::add);

        assertThat(Transitions.targets(from, event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(LedgerEvent.class)
    void shouldNeverLeaveTheEnd(LedgerEvent event) {
        assertThat(Transitions.targets(LedgerState.ENDED, event)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LedgerEvent.class)
    void shouldUseEveryEvent(LedgerEvent event) {
        assertThat(EnumSet.allOf(LedgerState.class))
                .anyMatch(state -> !Transitions.targets(state, event).isEmpty());
    }

    @Test
    void shouldNeverSendWithoutAClaim() {
        for (LedgerState state : EnumSet.complementOf(EnumSet.of(LedgerState.CLAIMED))) {
            assertThat(Transitions.targets(state, LedgerEvent.STARTED)).isEmpty();
        }
    }

    @Test
    void shouldRejectAMoveThatIsNotInTheTable() {
        assertThatThrownBy(() -> Transitions.require(LedgerState.QUEUED, LedgerEvent.STARTED, LedgerState.STARTED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("QUEUED")
                .hasMessageContaining("STARTED");
    }
}
