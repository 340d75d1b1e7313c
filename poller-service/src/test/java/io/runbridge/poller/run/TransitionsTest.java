package io.runbridge.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.event.AvroSafety;
import io.runbridge.platform.Activity;
import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.poller.run.Transition.Changed;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunOutput;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionsTest {

    private static final Instant STARTED = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant NOW = STARTED.plusSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(2);

    @BeforeAll
    static void trustTheContract() {
        AvroSafety.install();
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldPublishTheFirstObservationWhateverItsStatus(Status status) {
        // when
        Changed changed = changed(run(), seen(status, "Word", "text", NOW));
        // then
        RunStatus event = changed.status();
        assertThat(event.getStatus()).isEqualTo(status);
        assertThat(event.getPlatformStatus()).isEqualTo("Word");
        assertThat(event.getMessage()).isEqualTo("text");
        assertThat(event.getSequence()).isEqualTo(3);
        assertThat(event.getObservedAt()).isEqualTo(NOW);
        assertThat(event.getRunId()).isEqualTo("run-1");
        assertThat(event.getMonitoringUrl()).isEqualTo("https://platform.test/run-1");
        assertThat(event.getCandidates()).isEmpty();
        assertThat(changed.run().getNextSequence()).isEqualTo(4);
        assertThat(changed.run().getFreshAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, false",
        "RUNNING, false",
        "SUCCESS, true",
        "FAILED, true",
        "CANCELLED, true",
        "UNKNOWN, false"
    })
    void shouldEndTheRunOnlyWhenThePlatformSaysSo(Status status, boolean terminal) {
        // when
        Changed changed = changed(run(), seen(status, "Word", null, NOW));
        // then
        assertThat(changed.status().getTerminal()).isEqualTo(terminal);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldPublishActivitiesOnlyWithTheEnd(Status status) {
        // given
        Activity activity = new Activity(
                "load",
                Optional.of("Copy"),
                Status.FAILED,
                Optional.of("disk full"),
                Optional.of(STARTED),
                Optional.of(NOW),
                2);
        Observation seen = seen(status, "Word", null, NOW).explainedBy(List.of(activity), Optional.of("disk full"));
        // when
        Changed changed = changed(run(), seen);
        // then
        assertThat(changed.activities())
                .isEqualTo(
                        changed.status().getTerminal()
                                ? List.of(RunActivity.newBuilder()
                                        .setRequestId("request-1")
                                        .setPlatform("lake")
                                        .setRunId("run-1")
                                        .setName("load")
                                        .setType("Copy")
                                        .setStatus(Status.FAILED)
                                        .setMessage("disk full")
                                        .setStartTime(STARTED)
                                        .setEndTime(NOW)
                                        .setAttempt(2)
                                        .build())
                                : List.of());
    }

    @ParameterizedTest
    @EnumSource
    void shouldPublishOutputsOnlyWithTheEndAndWithholdSecrets(Status status) {
        // given
        Output whole = Output.of("rows", "1200", DataType.INT, "7");
        Output large = Output.elsewhere("table", "8");
        Output secret = Output.of("APIKEY", "hunter2", DataType.STRING, "9");
        Observation seen = seen(status, "Word", null, NOW).giving(List.of(whole, large, secret));
        OpenRun run =
                OpenRun.newBuilder(run()).setSecretNames(List.of("apiKey")).build();
        // when
        Changed changed = changed(run, seen);
        // then
        assertThat(changed.status().getOutputs())
                .isEqualTo(
                        changed.status().getTerminal()
                                ? List.of(
                                        new RunOutput("rows", "1200", DataType.INT, false, null),
                                        new RunOutput("table", null, null, true, "8"),
                                        new RunOutput("APIKEY", null, DataType.SECRET, false, null))
                                : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, InProgress, halfway, false",
        "STARTING, InProgress, halfway, true",
        "RUNNING, Running, halfway, true",
        "RUNNING, InProgress, done soon, true",
        "RUNNING, InProgress, , true"
    })
    void shouldPublishWhenOneOfTheThreeChanged(
            Status status, String platformStatus, String message, boolean published) {
        // given
        OpenRun known = changed(run(), seen(Status.RUNNING, "InProgress", "halfway", NOW))
                .run();
        // when
        Transition transition = Transitions.observed(
                known, seen(status, platformStatus, message, NOW.plusSeconds(1)), NOW, SOON, NOW.plusSeconds(1));
        // then
        assertThat(transition instanceof Changed).isEqualTo(published);
        assertThat(transition instanceof Transition.Unchanged).isEqualTo(!published);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void shouldDropAnAnswerOlderThanWhatIsKnown(long newerMs, boolean stale) {
        // when
        Transition transition = Transitions.observed(
                run(), seen(Status.SUCCESS, "Succeeded", null, NOW.plusMillis(newerMs)), NOW, SOON, NOW);
        // then
        assertThat(transition instanceof Transition.Stale).isEqualTo(stale);
    }

    @ParameterizedTest
    @CsvSource({"-86400000, true", "0, true", "119999, true", "120000, true", "120001, false", "86400000, false"})
    void shouldTakeAnOlderAnswerThatWasAskedForLongAfterWhatIsKnown(long askedAfterMs, boolean stale) {
        // given
        Observation older = seen(Status.SUCCESS, "Succeeded", null, NOW.minusSeconds(20));
        // when
        Transition transition = Transitions.observed(run(), older, NOW, Duration.ofMillis(askedAfterMs), NOW);
        // then
        assertThat(transition instanceof Transition.Stale).isEqualTo(stale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83D b", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void shouldFindNoChangeInWhatCannotBeStoredAsItIs(String text) {
        // given
        Changed changed = changed(run(), seen(Status.FAILED, "Word" + text, text, NOW));
        RunStatus written = readBack(changed.status());
        // when
        Transition again = Transitions.observed(
                readBack(changed.run()), seen(Status.FAILED, "Word" + text, text, NOW), NOW, SOON, NOW);
        // then
        assertThat(again).isInstanceOf(Transition.Unchanged.class);
        assertThat(written).isEqualTo(changed.status());
    }

    @Test
    void shouldCarryTheTimesOfThePlatform() {
        // given
        Instant began = STARTED.plusSeconds(2);
        Observation running = new Observation(
                Status.RUNNING,
                "Running",
                Optional.empty(),
                Optional.empty(),
                Optional.of(began),
                Optional.empty(),
                NOW,
                Optional.of("https://own.test/page"));
        Observation ended = new Observation(
                Status.SUCCESS,
                "Done",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW.plusSeconds(5)),
                NOW.plusSeconds(6),
                Optional.empty());
        // when
        Changed first = changed(run(), running);
        Changed last = changed(first.run(), ended);
        // then
        assertThat(first.status().getStartTime()).isEqualTo(began);
        assertThat(first.status().getEndTime()).isNull();
        assertThat(first.status().getMonitoringUrl()).isEqualTo("https://own.test/page");
        assertThat(last.status().getStartTime()).isEqualTo(began);
        assertThat(last.status().getEndTime()).isEqualTo(NOW.plusSeconds(5));
    }

    static List<Observation> failures() {
        return List.of(
                failure("UserError", "Column is missing"), failure(null, "Column is missing"), failure(null, null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldSayWhyARunFailed(Observation seen) {
        // when
        RunError error = changed(run(), seen).status().getError();
        // then
        assertThat(error.getCode()).isEqualTo(seen.errorCode().orElse("RUN_FAILED"));
        assertThat(error.getMessage()).isEqualTo(seen.message().orElse("Failed"));
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "FAILED", mode = EnumSource.Mode.EXCLUDE)
    void shouldGiveNoErrorUnlessTheRunFailed(Status status) {
        // when
        Changed changed = changed(run(), seen(status, "Word", "text", NOW));
        // then
        assertThat(changed.status().getError()).isNull();
    }

    @Test
    void shouldCutALongMessageBetweenCharacters() {
        // given
        String text = "x".repeat(3_999) + "\uD83D\uDE00" + "tail";
        // when
        Changed changed = changed(run(), seen(Status.FAILED, "Failed", text, NOW));
        Transition again =
                Transitions.observed(changed.run(), seen(Status.FAILED, "Failed", text, NOW), NOW, SOON, NOW);
        // then
        assertThat(changed.status().getMessage()).isEqualTo("x".repeat(3_999));
        assertThat(changed.status().getError().getMessage()).hasSize(3_999);
        assertThat(again).isInstanceOf(Transition.Unchanged.class);
    }

    @Test
    void shouldEndALostRunAsUnknown() {
        // given
        OpenRun known =
                changed(run(), seen(Status.RUNNING, "Running", null, NOW)).run();
        // when
        RunStatus event = Transitions.lost(known, "There is no run run-1", NOW).status();
        // then
        assertThat(event.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(event.getTerminal()).isTrue();
        assertThat(event.getError().getCode()).isEqualTo("RUN_LOST");
        assertThat(event.getPlatformStatus()).isEqualTo("Running");
        assertThat(event.getSequence()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "3599, STARTING, QUEUED, false",
        "3600, STARTING, QUEUED, true",
        "86400, STARTING, QUEUED, true",
        "3600, UNKNOWN, HIBERNATING, true",
        "86400, RUNNING, RUNNING, false",
        "599, RUNNING, TERMINATING, false",
        "600, RUNNING, TERMINATING, true"
    })
    void shouldSayThatARunIsStuckOnceItsLimitHasPassed(long seconds, Status status, String word, boolean stuck) {
        // given
        OpenRun known = changed(run(), seen(status, word, "no room", NOW)).run();
        // when
        Transition transition = look(known, seen(status, word, "no room", NOW), NOW.plusSeconds(seconds));
        // then
        if (!stuck) {
            assertThat(transition).isInstanceOf(Transition.Unchanged.class);
            return;
        }
        Changed changed = (Changed) transition;
        assertThat(changed.run().getStuck()).isTrue();
        assertThat(changed.status().getStatus()).isEqualTo(status);
        assertThat(changed.status().getPlatformStatus()).isEqualTo(word);
        assertThat(changed.status().getMessage())
                .isEqualTo("Stuck in " + word + " since 2026-11-23T08:01:00Z: no room");
        assertThat(changed.status().getError()).isNull();
        assertThat(changed.status().getTerminal()).isFalse();
    }

    @Test
    void shouldSayItOnceAndAnotherCauseOnceMore() {
        // given
        OpenRun known =
                changed(run(), seen(Status.STARTING, "QUEUED", "no room", NOW)).run();
        List<String> messages = new ArrayList<>();
        // when
        List<String> causes = Arrays.asList("no room", "no room", "no room", "no quota", "no quota", null, null);
        for (int i = 0; i < causes.size(); i++) {
            Instant now = NOW.plus(Duration.ofHours(2 + i));
            Transition transition = look(readBack(known), seen(Status.STARTING, "QUEUED", causes.get(i), now), now);
            if (transition instanceof Changed changed) {
                known = changed.run();
                messages.add(changed.status().getMessage());
            }
        }
        // then
        String stuck = "Stuck in QUEUED since 2026-11-23T08:01:00Z";
        assertThat(messages).containsExactly(stuck + ": no room", stuck + ": no quota", stuck);
    }

    @Test
    void shouldCountFromTheStateNotFromItsText() {
        // given
        OpenRun known =
                changed(run(), seen(Status.STARTING, "QUEUED", "place 2", NOW)).run();
        Instant later = NOW.plus(Duration.ofMinutes(59));
        OpenRun moved = ((Changed) look(known, seen(Status.STARTING, "QUEUED", "place 1", later), later)).run();
        // when
        Instant limit = NOW.plus(Duration.ofHours(1));
        Transition transition = look(moved, seen(Status.STARTING, "QUEUED", "place 0", limit), limit);
        // then
        assertThat(((Changed) transition).status().getMessage())
                .startsWith("Stuck in QUEUED since")
                .endsWith("place 0");
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldNotBeStuckAnyMoreOnceTheStateHasChanged(Status status) {
        // given
        OpenRun known =
                changed(run(), seen(Status.STARTING, "QUEUED", null, NOW)).run();
        Instant limit = NOW.plus(Duration.ofHours(1));
        OpenRun stuck = ((Changed) look(known, seen(Status.STARTING, "QUEUED", null, limit), limit)).run();
        // when
        Changed moved = (Changed) look(stuck, seen(status, "Word", null, limit), limit);
        // then
        assertThat(moved.run().getStuck()).isFalse();
        assertThat(moved.run().getStateSince()).isEqualTo(limit);
        assertThat(moved.status().getMessage()).isNull();
        assertThat(Transitions.lost(stuck, "gone", limit).run().getStuck()).isFalse();
    }

    @Test
    void shouldCountFromTheLastChangeWhereAnEarlierVersionDidNotKeepTheState() {
        // given
        OpenRun known =
                changed(run(), seen(Status.STARTING, "QUEUED", null, NOW)).run();
        OpenRun old = OpenRun.newBuilder(known).setStateSince(null).build();
        // when
        Changed changed =
                (Changed) look(old, seen(Status.STARTING, "QUEUED", null, NOW), NOW.plus(Duration.ofHours(1)));
        // then
        assertThat(changed.status().getMessage()).isEqualTo("Stuck in QUEUED since 2026-11-23T08:01:00Z");
    }

    private static Transition look(OpenRun run, Observation seen, Instant now) {
        StuckPolicy policy = StuckPolicy.of(Map.of("TERMINATING", Duration.ofMinutes(10)), Map.of(), false);
        return Transitions.observed(run, seen, Instant.MIN, SOON, policy, now);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWriteAMonotoneHistoryWhateverIsObserved(long seed) {
        // given
        Random random = new Random(seed);
        StuckPolicy policy = new StuckPolicy(Map.of("Word0", Duration.ofSeconds(random.nextInt(6) + 1)), false);
        OpenRun run = run();
        Instant knownAt = Instant.MIN;
        List<RunStatus> history = new ArrayList<>();
        // when
        for (int i = 0; i < 100 && !ended(history); i++) {
            Observation seen = anything(random, NOW.plusSeconds(i));
            Transition transition = Transitions.observed(run, seen, knownAt, SOON, policy, NOW.plusSeconds(i));
            if (!(transition instanceof Transition.Stale)) {
                knownAt = seen.freshAt();
            }
            if (transition instanceof Changed changed) {
                run = changed.run();
                history.add(changed.status());
            }
        }
        // then
        assertMonotone(history, run().getNextSequence());
    }

    private static void assertMonotone(List<RunStatus> history, long firstSequence) {
        assertThat(history)
                .extracting(RunStatus::getSequence)
                .containsExactlyElementsOf(LongStream.range(firstSequence, firstSequence + history.size())
                        .boxed()
                        .toList());
        assertThat(IntStream.range(1, history.size()))
                .allMatch(i -> !triple(history.get(i - 1)).equals(triple(history.get(i))));
        assertThat(history.stream().limit(Math.max(0, history.size() - 1))).noneMatch(RunStatus::getTerminal);
    }

    private static List<String> triple(RunStatus status) {
        return List.of(
                status.getStatus().name(),
                Objects.toString(status.getPlatformStatus()),
                Objects.toString(status.getMessage()));
    }

    private static boolean ended(List<RunStatus> history) {
        return !history.isEmpty() && history.get(history.size() - 1).getTerminal();
    }

    private static Observation anything(Random random, Instant now) {
        Status status = random.nextInt(20) == 0
                ? List.of(Status.values()).get(random.nextInt(Status.values().length))
                : List.of(Status.STARTING, Status.RUNNING, Status.UNKNOWN).get(random.nextInt(3));
        String message = random.nextBoolean() ? null : List.of("", "one", "two").get(random.nextInt(3));
        return seen(status, "Word" + random.nextInt(2), message, now.minusSeconds(random.nextInt(3)));
    }

    private static OpenRun readBack(OpenRun run) {
        try {
            return OpenRun.fromByteBuffer(run.toByteBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunStatus readBack(RunStatus status) {
        try {
            return RunStatus.fromByteBuffer(status.toByteBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A repaired run has ended once before, and a replica may still say so. */
    @ParameterizedTest
    @CsvSource({"-1000, 2, true", "0, 2, true", "1, 2, false", "0, 121, false"})
    void shouldNotTakeTheEarlierEndOfAReopenedRunForItsEnd(long laterMs, long askedAfterS, boolean stale) {
        // given
        OpenRun reopened = OpenRun.newBuilder(run())
                .setEarlierEndTime(STARTED.minusSeconds(60))
                .build();
        Observation end = new Observation(
                Status.FAILED,
                "TERMINATED/FAILED",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(STARTED.minusSeconds(60).plusMillis(laterMs)),
                NOW,
                Optional.empty());
        // when
        Transition transition = Transitions.observed(reopened, end, Instant.MIN, Duration.ofSeconds(askedAfterS), NOW);
        // then
        assertThat(transition instanceof Transition.Stale).isEqualTo(stale);
    }

    @Test
    void shouldTellTheLineageOfARun() {
        // given
        OpenRun run = OpenRun.newBuilder(run()).setRerunOf("run-0").build();
        // when
        Changed first = changed(run, seen(Status.RUNNING, "Word", null, NOW).ofGroup(Optional.of("group")));
        Changed lost = Transitions.lost(first.run(), "gone", NOW);
        // then
        assertThat(first.status().getRerunOf()).isEqualTo("run-0");
        assertThat(first.status().getGroupId()).isEqualTo("group");
        assertThat(lost.status().getRerunOf()).isEqualTo("run-0");
        assertThat(lost.status().getGroupId()).isEqualTo("group");
    }

    private static Changed changed(OpenRun run, Observation seen) {
        Transition transition = Transitions.observed(run, seen, Instant.MIN, SOON, NOW);
        assertThat(transition).isInstanceOf(Changed.class);
        return (Changed) transition;
    }

    private static OpenRun run() {
        return OpenRun.newBuilder()
                .setRequestId("request-1")
                .setPlatform("lake")
                .setJobType("DATABRICKS_JOB")
                .setExternalId("42")
                .setRunId("run-1")
                .setMonitoringUrl("https://platform.test/run-1")
                .setStartedAt(STARTED)
                .setNextSequence(3)
                .setStatus("STARTING")
                .build();
    }

    private static Observation seen(Status status, String platformStatus, String message, Instant freshAt) {
        return new Observation(
                status,
                platformStatus,
                Optional.ofNullable(message),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                freshAt,
                Optional.empty());
    }

    private static Observation failure(String code, String message) {
        return new Observation(
                Status.FAILED,
                "Failed",
                Optional.ofNullable(message),
                Optional.ofNullable(code),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty());
    }
}
