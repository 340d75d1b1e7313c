package io.runbridge.poller.duration;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobDurationsTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Percentage ERROR = Percentage.withPercentage(100 * DurationSketch.RELATIVE_ERROR);
    private static final Set<Status> ENDED_ON_ITS_OWN = Set.of(Status.SUCCESS, Status.FAILED);

    private KeyValueStore<String, byte[]> store;
    private JobDurations durations;

    @BeforeEach
    void open(@TempDir Path folder) {
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(1, 0), folder.toFile());
        store = JobDurations.builder().withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        durations = new JobDurations(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldLearnFromRunsThatEndedOnTheirOwn(Status status) {
        // when
        for (int i = 0; i < 5; i++) {
            durations.ended(end("lake", "42", status, null, START.plusSeconds(60)), START);
        }
        // then
        assertThat(durations.expected("lake", JobType.DATABRICKS_JOB, "42").isPresent())
                .isEqualTo(ENDED_ON_ITS_OWN.contains(status));
    }

    @ParameterizedTest
    @CsvSource({
        "the platform says, 40, 60, 40",
        "the platform does not say, , 60, 60",
        "its clock is ahead, 90, 60, 60",
        "its clock is behind, -10, 60, 60"
    })
    void shouldTakeTheEndThatIsBetweenStartAndLook(String how, Integer endSecond, int seenSecond, int seconds) {
        // given
        Instant end = endSecond == null ? null : START.plusSeconds(endSecond);
        // when
        for (int i = 0; i < 5; i++) {
            durations.ended(end("lake", "42", Status.SUCCESS, end, START.plusSeconds(seenSecond)), START);
        }
        // then
        assertThat(durations
                        .expected("lake", JobType.DATABRICKS_JOB, "42")
                        .orElseThrow()
                        .usualMs())
                .as(how)
                .isCloseTo(seconds * 1_000L, ERROR);
    }

    @Test
    void shouldKnowEachJobApart() {
        // given
        for (int i = 0; i < 5; i++) {
            durations.ended(end("lake", "42", Status.SUCCESS, null, START.plusSeconds(60)), START);
            durations.ended(end("lake", "43", Status.SUCCESS, null, START.plusSeconds(600)), START);
        }
        // when
        List<Boolean> known = List.of(
                durations.expected("lake", JobType.DATABRICKS_JOB, "42").isPresent(),
                durations.expected("lake", JobType.DATABRICKS_WORKFLOW, "42").isPresent(),
                durations.expected("sea", JobType.DATABRICKS_JOB, "42").isPresent());
        // then
        assertThat(known).containsExactly(true, false, false);
        assertThat(durations
                        .expected("lake", JobType.DATABRICKS_JOB, "43")
                        .orElseThrow()
                        .usualMs())
                .isCloseTo(600_000L, ERROR);
    }

    @Test
    void shouldKnowAfterARestartWhatWasLearnedBefore() {
        // given
        for (int i = 0; i < 5; i++) {
            durations.ended(end("lake", "42", Status.SUCCESS, null, START.plus(Duration.ofHours(1))), START);
        }
        // when
        JobDurations next = new JobDurations(store);
        // then
        assertThat(next.expected("lake", JobType.DATABRICKS_JOB, "42"))
                .isPresent()
                .isEqualTo(durations.expected("lake", JobType.DATABRICKS_JOB, "42"));
    }

    @Test
    void shouldLearnAnewWhatItCannotRead() {
        // given
        store.put("lake/DATABRICKS_JOB/42", new byte[] {9, 1, 2, 3});
        // when
        for (int i = 0; i < 5; i++) {
            durations.ended(end("lake", "42", Status.SUCCESS, null, START.plusSeconds(60)), START);
        }
        // then
        assertThat(durations.expected("lake", JobType.DATABRICKS_JOB, "42")).isPresent();
    }

    @Test
    void shouldHoldABoundedNumberOfJobsInMemoryAndStillKnowTheRest() {
        // given
        for (int i = 0; i < 5; i++) {
            durations.ended(end("lake", "first", Status.SUCCESS, null, START.plusSeconds(60)), START);
        }
        // when
        for (int i = 0; i < JobDurations.MOST_IN_MEMORY + 10; i++) {
            durations.expected("lake", JobType.DATABRICKS_JOB, Integer.toString(i));
        }
        // then
        assertThat(durations.inMemory()).isEqualTo(JobDurations.MOST_IN_MEMORY);
        assertThat(durations.expected("lake", JobType.DATABRICKS_JOB, "first")).isPresent();
    }

    private static RunStatus end(String platform, String externalId, Status status, Instant endTime, Instant seen) {
        return RunStatus.newBuilder()
                .setRequestId("q1")
                .setPlatform(platform)
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId(externalId)
                .setRunId("r1")
                .setSequence(3)
                .setStatus(status)
                .setCandidates(List.of())
                .setOutputs(List.of())
                .setEndTime(endTime)
                .setObservedAt(seen)
                .setTerminal(true)
                .build();
    }
}
