package io.runbridge.trigger.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimWindowTest {

    private final ClaimWindow window = new ClaimWindow(1_000);

    @Test
    void shouldBeAsWideAsEver() {
        window.left();

        assertThat(window.width()).isEqualTo(1_000);
    }

    @Test
    void shouldHalveOnceForClaimsThatLapseTogether() {
        window.lapsed(5_000);
        window.lapsed(5_999);

        assertThat(window.width()).isEqualTo(500);
        window.lapsed(6_000);
        assertThat(window.width()).isEqualTo(250);
    }

    @Test
    void shouldLetSomeClaimsTryHoweverOftenTheyLapse() {
        for (int second = 1; second <= 100; second++) {
            window.lapsed(second * 1_000L);
        }

        assertThat(window.width()).isEqualTo(8);
    }

    @Test
    void shouldWidenWithClaimsThatLeft() {
        window.lapsed(1_000);
        for (int i = 0; i < 800; i++) {
            window.left();
        }

        assertThat(window.width()).isEqualTo(600);
    }

    /** Else a clock that was set back would keep it wide. */
    @Test
    void shouldHalveWhereTheClockWasSetBack() {
        window.lapsed(500_000);
        window.lapsed(1_000);

        assertThat(window.width()).isEqualTo(250);
    }

    @Test
    void shouldNotBeWiderThanWanted() {
        ClaimWindow narrow = new ClaimWindow(2);
        narrow.lapsed(1_000);

        assertThat(narrow.width()).isEqualTo(2);
    }
}
