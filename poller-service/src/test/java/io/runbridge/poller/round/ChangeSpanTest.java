package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RunSurvey.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeSpanTest {

    private static final Instant FROM = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TO = FROM.plusSeconds(100);

    private final ChangeSpan span = new ChangeSpan();

    @Test
    void shouldBeOneWindowWhileLittleIsKnown() {
        assertThat(span.windows(FROM, TO, 0)).containsExactly(new Range(Optional.of(FROM), Optional.of(TO)));
    }

    @Test
    void shouldCutEvenlyWhatIsNotKnown() {
        assertThat(span.windows(FROM, TO, 3 * 8))
                .extracting(window -> window.from().orElseThrow())
                .containsExactly(FROM.plusSeconds(75), FROM.plusSeconds(50), FROM.plusSeconds(25), FROM);
    }

    @Test
    void shouldCutWhereChangesLayTheLastTime() {
        // given
        span.windows(FROM, TO, 0);
        for (int ms = 0; ms < 20_000; ms++) {
            span.saw(TO.minusMillis(ms));
        }
        span.whole();
        // when
        List<Range> windows = span.windows(FROM.plusSeconds(10), TO.plusSeconds(10), 3 * 8);
        // then
        assertThat(windows).hasSize(4);
        for (int i = 0; i < 3; i++) {
            assertThat(length(windows.get(i))).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        }
        assertThat(windows.get(3).from()).contains(FROM.plusSeconds(10));
    }

    /** A round after a long one asks for less, and what it asks for is as old as before. */
    @Test
    void shouldGoByTheAgeOfChangesWhereTheSpanIsShorter() {
        // given
        span.windows(FROM, TO, 0);
        for (int ms = 0; ms < 20_000; ms++) {
            span.saw(TO.minusMillis(ms));
        }
        span.whole();
        // when
        List<Range> windows = span.windows(TO, TO.plusSeconds(20), 3 * 8);
        // then
        assertThat(windows).hasSize(4).allSatisfy(window -> assertThat(length(window))
                .isBetween(Duration.ofMillis(4_800), Duration.ofMillis(5_200)));
    }

    @Test
    void shouldForgetWhereChangesLayBefore() {
        // given
        span.windows(FROM, TO, 0);
        for (int ms = 0; ms < 20_000; ms++) {
            span.saw(TO.minusMillis(ms));
        }
        span.whole();
        span.windows(FROM, TO, 0);
        span.whole();
        // when
        List<Range> windows = span.windows(FROM, TO, 8);
        // then
        assertThat(windows)
                .extracting(ChangeSpanTest::length)
                .containsExactly(Duration.ofSeconds(50), Duration.ofSeconds(50));
    }

    /** A round that broke has seen only some of them. */
    @Test
    void shouldGoByTheLastTimeThatWasWhole() {
        // given
        SurveyPass pass = new SurveyPass(Range.ALL, 0);
        for (int page = 0; page < 15; page++) {
            pass.goOn("t" + page);
        }
        span.windows(FROM, TO, 0);
        span.read(pass);
        span.whole();
        span.windows(FROM, TO, 0);
        // when
        List<Range> windows = span.windows(FROM, TO, 0);
        // then
        assertThat(windows).hasSize(2);
        assertThat(span.pages()).isEqualTo(15);
    }

    /** A span of no length has nothing to cut. */
    @Test
    void shouldNotCutAMoment() {
        assertThat(span.windows(FROM, FROM, 80)).containsExactly(new Range(Optional.of(FROM), Optional.of(FROM)));
    }

    /** What was seen elsewhere says nothing of this span. */
    @Test
    void shouldLeaveOutWhatLiesElsewhere() {
        // given
        span.windows(FROM, TO, 0);
        for (int i = 1; i <= 10_000; i++) {
            span.saw(TO.plusMillis(i));
            span.saw(FROM.minusMillis(i));
        }
        span.whole();
        // when
        List<Range> windows = span.windows(FROM, TO, 8);
        // then
        assertThat(windows)
                .extracting(ChangeSpanTest::length)
                .containsExactly(Duration.ofSeconds(50), Duration.ofSeconds(50));
    }

    private static Duration length(Range window) {
        return Duration.between(window.from().orElseThrow(), window.to().orElseThrow());
    }
}
