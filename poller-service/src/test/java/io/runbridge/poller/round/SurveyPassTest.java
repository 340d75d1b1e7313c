package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RunSurvey.Range;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurveyPassTest {

    private final SurveyPass pass = new SurveyPass(Range.ALL, 7);

    @Test
    void shouldCountItsPagesAndKeepTheTokenOfTheNext() {
        // when
        boolean second = pass.goOn("a");
        boolean third = pass.goOn("b");
        Optional<String> token = pass.token();
        pass.end();
        // then
        assertThat(second).isTrue();
        assertThat(third).isTrue();
        assertThat(token).contains("b");
        assertThat(pass.pages()).isEqualTo(3);
        assertThat(pass.beganMs()).isEqualTo(7);
    }

    @Test
    void shouldNoticeAListThatTurnsInACircle() {
        // given
        pass.goOn("a");
        // when
        boolean onwards = pass.goOn("a");
        // then
        assertThat(onwards).isFalse();
    }

    @Test
    void shouldNoticeAListThatHasNoEnd() {
        // when
        int pages = 0;
        while (pages < 20_000 && pass.goOn("token" + pages % 2)) {
            pages++;
        }
        // then
        assertThat(pages).isLessThan(10_000);
    }
}
