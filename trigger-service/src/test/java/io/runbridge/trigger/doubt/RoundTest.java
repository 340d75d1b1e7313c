package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTest {

    private final Round round = new Round("round", at(0), Set.of("job"));

    @Test
    void shouldAskOnlyWhenTheListIsThere() {
        assertThat(round.barrierDue(at(Long.MAX_VALUE - 1))).isFalse();

        round.listed(List.of(), at(5));

        assertThat(round.barrierDue(at(4))).isFalse();
        assertThat(round.barrierDue(at(5))).isTrue();
        round.beginBarrier();
        assertThat(round.barrierDue(at(Long.MAX_VALUE - 1))).isFalse();
    }

    @Test
    void shouldWaitForEveryPartitionAndDropEchoesOfEarlierBarriers() {
        round.listed(List.of(), at(0));
        String first = round.beginBarrier();
        assertThat(round.echoed(first, 0, List.of(), 2)).isFalse();
        assertThat(round.echoed(first, 0, List.of(), 2)).isFalse();

        String second = round.beginBarrier();

        assertThat(round.echoed(first, 1, List.of(), 2)).isFalse();
        assertThat(round.echoed(second, 0, List.of(), 2)).isFalse();
        assertThat(round.echoed(second, 1, List.of(), 2)).isTrue();
    }

    @Test
    void shouldEndWhenNoClaimOfTheFirstEchoIsOpen() {
        round.listed(List.of(), at(0));
        echo("r1/1", "r2/1");
        assertThat(round.complete(at(7))).isFalse();
        assertThat(round.barrierDue(at(7))).isTrue();
        echo("r2/1", "r3/1");
        assertThat(round.complete(at(8))).isFalse();

        echo("r3/1", "r2/2");

        assertThat(round.complete(at(9))).isTrue();
    }

    private void echo(String... openClaims) {
        assertThat(round.echoed(round.beginBarrier(), 0, List.of(openClaims), 1))
                .isTrue();
    }

    private static Moment at(long millis) {
        return new Moment(millis, millis);
    }
}
