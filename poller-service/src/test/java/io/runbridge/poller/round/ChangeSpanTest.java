package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeSpanTest {

    private static final Instant FROM = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TO = FROM.plusSeconds(100);

    private final ChangeSpan span = new ChangeSpan();

    @Test
    void shouldBeOneWindowWhileLittleIsKnown() {
        assertThat(span.windows(FROM, TO, 0)).containsExactly(new Range(Optional.of(FROM), Optional.of(TO)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "7, 0, 1", "0, 24, 4", "24, 0, 4", "80, 24, 11", "100000, 0, 64"})
    void shouldBeCutByItsPages(int lastPages, int leastPages, int windows) {
        // given
        span.windows(FROM, TO, 0);
        span.read(pass(FROM, TO, lastPages));
        span.whole();
        // when
        List<Range> cut = span.windows(FROM, TO, leastPages);
        // then
        assertThat(cut).hasSize(windows);
        assertThat(cut.get(0).to()).contains(TO);
        for (int i = 1; i < windows; i++) {
            assertThat(cut.get(i).to()).isEqualTo(cut.get(i - 1).from());
        }
        assertThat(cut.get(windows - 1).from()).contains(FROM);
    }

    /** A round that broke has seen only some of them. */
    @Test
    void shouldGoByTheLastTimeThatWasWhole() {
        // given
        span.windows(FROM, TO, 0);
        span.read(pass(FROM, TO, 15));
        span.whole();
        span.windows(FROM, TO, 0);
        // when
        List<Range> windows = span.windows(FROM, TO, 0);
        // then
        assertThat(windows).hasSize(2);
        assertThat(span.pages()).isEqualTo(15);
    }

    /** Where many changes lie in one window, one chain of pages would take too long. */
    @ParameterizedTest(name = "after {1} pages where {0} were read the last time: {2} windows")
    @CsvSource({"0, 63, 0", "0, 64, 4", "5000, 64, 0", "5000, 156, 4"})
    void shouldCutAWindowOnceMoreThatHasFarMorePagesThanOthers(int lastPages, int pages, int windows) {
        // given
        span.windows(FROM, TO, 0);
        span.read(pass(FROM, TO, lastPages));
        span.whole();
        span.windows(FROM, TO, 0);
        // when
        List<Range> instead = span.instead(pass(FROM, FROM.plusSeconds(4), pages));
        // then
        assertThat(instead).hasSize(windows).allSatisfy(window -> assertThat(
                        window.from().orElseThrow().plusSeconds(1))
                .isEqualTo(window.to().orElseThrow()));
    }

    /** Runs that changed at the same time stay together. */
    @Test
    void shouldNotCutAMoment() {
        assertThat(span.windows(FROM, FROM, 80)).containsExactly(new Range(Optional.of(FROM), Optional.of(FROM)));
        assertThat(span.instead(pass(FROM, FROM.plusMillis(2), 1_000))).isEmpty();
    }

    private static SurveyPass pass(Instant from, Instant to, int pages) {
        SurveyPass pass = new SurveyPass(new Range(Optional.of(from), Optional.of(to)), 0);
        for (int page = 0; page < Math.min(pages, 9_000); page++) {
            pass.goOn("t" + page);
        }
        return pass;
    }
}
