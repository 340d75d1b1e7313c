package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ObservationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldTellTheCauseOfAFailure() {
        // then
        assertThat(seen(Status.FAILED)
                        .explainedBy(List.of(), Optional.of("disk full"))
                        .message())
                .contains("disk full");
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "FAILED", mode = Mode.EXCLUDE)
    void shouldLeaveTheTextOfARunThatDidNotFail(Status status) {
        // then
        assertThat(seen(status).explainedBy(List.of(), Optional.of("disk full")).message())
                .isEmpty();
    }

    @Test
    void shouldKeepTheFailedOnesOfTooManyInTheOrderInWhichTheyBegan() {
        // given
        List<Activity> found = new ArrayList<>();
        for (int i = Activity.MOST + 100; i > 0; i--) {
            found.add(activity(i, i <= 10 ? Status.FAILED : Status.SUCCESS));
        }
        // when
        List<Activity> kept =
                seen(Status.FAILED).explainedBy(found, Optional.empty()).activities();
        // then
        assertThat(kept).hasSize(Activity.MOST);
        assertThat(kept.subList(0, 10)).allMatch(Activity::failed);
        assertThat(kept)
                .extracting(activity -> activity.startTime().orElseThrow())
                .isSorted();
    }

    private static Observation seen(Status status) {
        return new Observation(
                status,
                "Word",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty());
    }

    private static Activity activity(int number, Status status) {
        return new Activity(
                "a" + number,
                Optional.empty(),
                status,
                Optional.empty(),
                Optional.of(NOW.plusSeconds(number)),
                Optional.empty(),
                1);
    }
}
