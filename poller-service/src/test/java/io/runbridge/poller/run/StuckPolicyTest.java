package io.runbridge.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StuckPolicyTest {

    private static final Map<String, Duration> WORDS =
            Map.of("WAITING_FOR_RESOURCES", Duration.ofMinutes(30), "Canceling", Duration.ofMinutes(20));

    @ParameterizedTest
    @CsvSource({
        "STARTING, PENDING, 60",
        "STARTING, Queued, 60",
        "STARTING, WAITING_FOR_RESOURCES, 30",
        "STARTING, waiting_for_resources, 30",
        "RUNNING, RUNNING,",
        "RUNNING, InProgress,",
        "RUNNING, STOPPING,",
        "RUNNING, Canceling, 20",
        "UNKNOWN, HIBERNATING, 60",
        "SUCCESS, Succeeded,"
    })
    void shouldKnowTheUsualLimits(Status status, String word, Integer minutes) {
        // when
        StuckPolicy policy = StuckPolicy.of(WORDS, Map.of(), false);
        // then
        assertThat(policy.limit(status, word).map(Duration::toMinutes).map(Long::intValue))
                .isEqualTo(Optional.ofNullable(minutes));
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, PENDING, 10",
        "STARTING, QUEUED, 360",
        "STARTING, queued, 360",
        "STARTING, WAITING_FOR_RESOURCES, 5",
        "RUNNING, RUNNING, 120",
        "RUNNING, TERMINATING, 120",
        "RUNNING, Canceling, 1",
        "UNKNOWN, HIBERNATING, 60"
    })
    void shouldPutWordsBeforeStatusesAndConfiguredLimitsBeforeUsualOnes(Status status, String word, int minutes) {
        // given
        Map<String, Duration> configured = Map.of(
                "STARTING", Duration.ofMinutes(10),
                "queued", Duration.ofHours(6),
                "waiting-for-resources", Duration.ofMinutes(5),
                "RUNNING", Duration.ofHours(2),
                "CANCELING", Duration.ofMinutes(1));
        // when
        StuckPolicy policy = StuckPolicy.of(WORDS, configured, true);
        // then
        assertThat(policy.limit(status, word)).contains(Duration.ofMinutes(minutes));
        assertThat(policy.cancels()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldLimitNothingWhereThereIsNoPolicy(Status status) {
        assertThat(StuckPolicy.NONE.limit(status, status.name())).isEmpty();
    }

    @Test
    void shouldTellWhenARunWillBeStuck() {
        // given
        Instant since = Instant.parse("2026-11-23T08:00:00Z");
        StuckPolicy policy = StuckPolicy.of(WORDS, Map.of(), false);
        OpenRun queued = OpenRun.newBuilder()
                .setRequestId("q1")
                .setPlatform("lake")
                .setJobType("DATABRICKS_JOB")
                .setExternalId("42")
                .setRunId("r1")
                .setStartedAt(since.minusSeconds(5))
                .setNextSequence(1)
                .setStatus("STARTING")
                .setPlatformStatus("QUEUED")
                .setStateSince(since)
                .build();
        // when
        OpenRun running = OpenRun.newBuilder(queued)
                .setStatus("RUNNING")
                .setPlatformStatus("RUNNING")
                .build();
        OpenRun stuck = OpenRun.newBuilder(queued).setStuck(true).build();
        OpenRun unseen = OpenRun.newBuilder(queued).setPlatformStatus(null).build();
        // then
        assertThat(policy.stuckFrom(queued)).contains(since.plus(Duration.ofHours(1)));
        assertThat(policy.stuckFrom(running)).isEmpty();
        assertThat(policy.stuckFrom(stuck)).isEmpty();
        assertThat(policy.stuckFrom(unseen)).isEmpty();
    }

    @Test
    void shouldCancelNothingUnlessToldTo() {
        assertThat(StuckPolicy.NONE.cancels()).isFalse();
        assertThat(StuckPolicy.of(WORDS, Map.of(), false).cancels()).isFalse();
    }
}
