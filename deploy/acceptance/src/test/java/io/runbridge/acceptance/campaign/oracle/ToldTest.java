package io.runbridge.acceptance.campaign.oracle;

import static io.runbridge.acceptance.campaign.oracle.Pages.inDoubt;
import static io.runbridge.acceptance.campaign.oracle.Pages.running;
import static io.runbridge.acceptance.campaign.oracle.Pages.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {

    @Test
    void shouldCountStartsThatWereMadeAgain() {
        Told told = history(inDoubt("a", 0), waiting("a", 1), inDoubt("a", 2), waiting("a", 3), running("a", 4));

        assertThat(told.madeAgain()).isEqualTo(2);
        assertThat(told.doubted()).isTrue();
    }

    @Test
    void shouldNotTakeAnAdoptedRunForAStartMadeAgain() {
        assertThat(history(inDoubt("a", 0), running("a", 1)).madeAgain()).isZero();
        assertThat(history(inDoubt("a", 0), Pages.status("a", 1, Status.CANCELLED, null))
                        .madeAgain())
                .isZero();
    }

    @Test
    void shouldTellDoubtFromWhatWaitsForAnOperator() {
        assertThat(history(inDoubt("a", 0)).undecided()).isFalse();
        assertThat(history(inDoubt("a", 0), inDoubt("a", 1, "run")).undecided()).isTrue();
    }

    private static Told history(RunStatus... records) {
        return new Told(List.of(), List.of(records), List.of(records), List.of());
    }
}
