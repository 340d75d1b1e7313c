package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTextTest {

    private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // said about the whole | cause | what is told
                "- | - | -",
                "'' | - | -",
                "' ' | '' | -",
                "- | disk full | disk full",
                "' ' | disk full | disk full",
                "no such table | - | no such table",
                "no such table | disk full | no such table",
                "Operation on target Copy failed: ErrorCode=2200, no such table | disk full"
                        + " | Operation on target Copy failed: ErrorCode=2200, no such table",
                "Operation on target Copy failed: | disk full | Operation on target Copy failed: disk full",
                "Operation on target Copy failed: | - | Operation on target Copy failed:",
                "Workload failed, see run output for details | KeyError: 'x'. | KeyError: 'x'.",
                "Workload failed, see run output for details | - | Workload failed, see run output for details",
                "workload failed, SEE run output for details | KeyError | KeyError",
                "Task load failed with message: Workload failed, see run output for details. | KeyError"
                        + " | Task load failed with message: KeyError.",
                "Task load failed with message: Workload failed, see run output for details. | It is too big."
                        + " | Task load failed with message: It is too big.",
                "Task load failed with message: Workload failed, see run output for details."
                        + " This caused all downstream tasks to get skipped. | KeyError"
                        + " | Task load failed with message: KeyError. This caused all downstream tasks to get skipped.",
                "Task load failed. This caused all downstream tasks to get skipped. | KeyError"
                        + " | Task load failed. This caused all downstream tasks to get skipped. KeyError",
                "Task load failed with message: out of memory. | KeyError | Task load failed with message: out of memory.",
            })
    void shouldTellWhyARunFailed(String said, String cause, String told) {
        // then
        assertThat(FailureText.of(Optional.ofNullable(said), Optional.ofNullable(cause)))
                .isEqualTo(Optional.ofNullable(told));
    }

    @Test
    void shouldTellAtMostFourThousandCharactersAndNoToken() {
        // when
        String told = FailureText.of(
                        Optional.of("Task load failed with message: Workload failed, see run output for details."),
                        Optional.of("Bearer abcdefghijk and " + "x".repeat(10_000)))
                .orElseThrow();
        // then
        assertThat(told)
                .startsWith("Task load failed with message: *** and xxx")
                .hasSizeBetween(3_900, 4_000);
    }

    @Test
    void shouldTakeTheActivityThatFailedFirstAndSaysWhy() {
        // given
        List<Activity> activities = List.of(
                activity("outer", Status.FAILED, "inner failed", END.plusSeconds(1)),
                activity("unknown end", Status.FAILED, "who knows", null),
                activity("inner", Status.FAILED, "disk full", END),
                activity("mute", Status.FAILED, null, END.minusSeconds(1)),
                activity("bare", Status.FAILED, "Workload failed, see run output for details", END.minusSeconds(2)),
                activity("well", Status.SUCCESS, "all is well", END.minusSeconds(3)));
        // then
        assertThat(FailureText.cause(activities)).contains("disk full");
        assertThat(FailureText.cause(activities.subList(1, 2))).contains("who knows");
        assertThat(FailureText.cause(activities.subList(3, 6))).isEmpty();
    }

    private static Activity activity(String name, Status status, String message, Instant end) {
        return new Activity(
                name,
                Optional.empty(),
                status,
                Optional.ofNullable(message),
                Optional.empty(),
                Optional.ofNullable(end),
                1);
    }
}
