package io.runbridge.poller.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.EventDecoder;
import io.runbridge.event.RecordedWaits;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import io.runbridge.poller.duration.JobDurations;
import io.runbridge.poller.round.PollRound;
import io.runbridge.poller.round.PollTarget;
import io.runbridge.poller.run.StuckPolicy;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.streams.Greeting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One owner of the runs goes, cleanly or not, and the next one takes over what the stores say. */
class RestartTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final RegistryClient registry = RegistryClient.connect(Map.of("schema.registry.url", "mock://restart"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PollerMetrics metrics = new PollerMetrics(meters);
    private final HeldRound round = new HeldRound();
    private final List<StateStore> stores = new ArrayList<>();
    private MockProcessorContext<String, SpecificRecord> context;
    private Instant now = START;
    private StuckPolicy stuckPolicy = StuckPolicy.NONE;

    @TempDir
    private Path folder;

    @BeforeEach
    void openStores() {
        new ContractSubjects(registry, Map.of("run-started", RunStarted.getClassSchema()), Registration.REGISTER)
                .prepare();
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "restart-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        context = new MockProcessorContext<>(settings, new TaskId(1, 0), folder.toFile());
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        List<StoreBuilder<?>> builders = new ArrayList<>(OpenRunStore.builders());
        builders.add(JobDurations.builder());
        for (StoreBuilder<?> builder : builders) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.add(store);
        }
    }

    @AfterEach
    void closeStores() {
        stores.forEach(StateStore::close);
        registry.close();
    }

    /** Until then its transactions would be committed even if another member owns the task. */
    @Test
    void shouldLookAtNothingBeforeItHasReadARecord() {
        // given
        OpenRunsProcessor first = owner();
        first.process(start(null));
        first.close();
        OpenRunsProcessor second = owner();
        second.close();
        second.init(context);
        // when
        advance(Duration.ofMinutes(1));
        // then
        assertThat(round.looks).isZero();
        greet(second);
        advance(Duration.ofSeconds(5));
        assertThat(round.looks).isPositive();
    }

    @Test
    void shouldGoOnWithTheSequenceAfterARestart() {
        // given
        OpenRunsProcessor first = owner();
        first.process(start(null));
        advance(Duration.ofSeconds(1));
        round.answer(Status.RUNNING, now);
        advance(Duration.ofSeconds(1));
        first.close();
        // when
        owner();
        advance(Duration.ofSeconds(5));
        round.answer(Status.SUCCESS, now);
        advance(Duration.ofSeconds(1));
        // then
        List<RunStatus> history = history();
        assertThat(history).extracting(RunStatus::getStatus).containsExactly(Status.RUNNING, Status.SUCCESS);
        assertThat(history).extracting(RunStatus::getSequence).containsExactly(4L, 5L);
        assertThat(openRuns()).isZero();
    }

    @Test
    void shouldDropAnswersThatComeAfterTheTaskIsGone() {
        // given
        OpenRunsProcessor first = owner();
        first.process(start(null));
        advance(Duration.ofSeconds(1));
        first.close();
        // when
        round.answer(Status.SUCCESS, now);
        // then
        assertThat(history()).isEmpty();
        assertThat(openRuns()).isZero();
        owner();
        assertThat(openRuns()).isOne();
    }

    @Test
    void shouldStartAfreshWhenTheSameProcessorIsUsedAgain() {
        // given
        OpenRunsProcessor processor = owner();
        processor.process(start(null));
        advance(Duration.ofSeconds(1));
        processor.close();
        // when
        context.resetForwards();
        processor.init(context);
        greet(processor);
        advance(Duration.ofSeconds(5));
        round.answer(Status.RUNNING, now);
        advance(Duration.ofSeconds(1));
        // then
        assertThat(history()).hasSize(1);
        assertThat(openRuns()).isOne();
    }

    @Test
    void shouldAskForTheCancelOfATimeOutOnceAcrossRestarts() {
        // given
        OpenRunsProcessor first = owner();
        first.process(start(60));
        advance(Duration.ofSeconds(30));
        first.close();
        // when
        OpenRunsProcessor second = owner();
        advance(Duration.ofSeconds(31));
        second.close();
        owner();
        advance(Duration.ofMinutes(10));
        // then
        assertThat(forwarded(CancelRequest.class, OpenRunsProcessor.CANCELS)).hasSize(1);
    }

    @Test
    void shouldCountTheTimeInAStateAndAskForItsCancelOnceAcrossRestarts() {
        // given
        stuckPolicy = new StuckPolicy(Map.of("STARTING", Duration.ofMinutes(1)), true);
        OpenRunsProcessor first = owner();
        first.process(start(null));
        advance(Duration.ofSeconds(1));
        round.answer(Status.STARTING, now);
        advance(Duration.ofSeconds(40));
        first.close();
        // when
        OpenRunsProcessor second = owner();
        advance(Duration.ofSeconds(20));
        round.answer(Status.STARTING, now);
        advance(Duration.ofMillis(50));
        double stuck = gauge("runbridge.stuck.runs");
        second.close();
        double between = gauge("runbridge.stuck.runs");
        owner();
        advance(Duration.ofMinutes(2));
        round.answer(Status.STARTING, now);
        advance(Duration.ofSeconds(1));
        // then
        assertThat(history())
                .extracting(RunStatus::getMessage)
                .containsExactly(null, "Stuck in STARTING since " + START.plusSeconds(1));
        assertThat(forwarded(CancelRequest.class, OpenRunsProcessor.CANCELS))
                .extracting(CancelRequest::getCancelId)
                .containsExactly("stuck-r1");
        assertThat(List.of(stuck, between, gauge("runbridge.stuck.runs"))).containsExactly(1.0, 0.0, 1.0);
    }

    @Test
    void shouldNotReopenAnEndedRunAfterARestart() {
        // given
        OpenRunsProcessor first = owner();
        first.process(start(null));
        advance(Duration.ofSeconds(1));
        round.answer(Status.FAILED, now);
        advance(Duration.ofSeconds(1));
        first.close();
        // when
        owner().process(start(null));
        advance(Duration.ofMinutes(5));
        // then
        assertThat(history()).hasSize(1);
        assertThat(round.looks).isOne();
    }

    @Test
    void shouldTakeAnswersAfterTheClockWasSetBack() {
        // given
        owner().process(start(null));
        advance(Duration.ofSeconds(1));
        round.answer(Status.RUNNING, now);
        advance(Duration.ofSeconds(1));
        now = now.minus(Duration.ofHours(1));
        // when
        advance(Duration.ofSeconds(5));
        round.answer(Status.SUCCESS, now);
        advance(Duration.ofSeconds(1));
        // then
        assertThat(history()).extracting(RunStatus::getStatus).containsExactly(Status.RUNNING, Status.SUCCESS);
    }

    @Test
    void shouldTakeAnEndThatSeemsOlderThanWhatIsStored() {
        // given
        OpenRunsProcessor first = owner();
        first.process(start(null));
        advance(Duration.ofSeconds(1));
        round.answer(Status.STARTING, now.plusSeconds(60));
        advance(Duration.ofSeconds(1));
        first.close();
        Instant ended = now;
        // when
        owner();
        for (int i = 0; i < 20 && openRuns() > 0; i++) {
            advance(Duration.ofSeconds(20));
            round.answer(Status.SUCCESS, ended);
            advance(Duration.ofMillis(50));
        }
        // then
        assertThat(history()).extracting(RunStatus::getStatus).containsExactly(Status.STARTING, Status.SUCCESS);
        assertThat(now).isAfter(ended.plusSeconds(60)).isBefore(ended.plusSeconds(240));
    }

    /** Less than the time by which what is known may be ahead. */
    @Test
    void shouldNotWaitForTheTimeThatTheClockWasSetBack() {
        // given
        owner().process(start(null));
        advance(Duration.ofSeconds(1));
        round.answer(Status.STARTING, now);
        advance(Duration.ofSeconds(1));
        now = now.minus(Duration.ofSeconds(280));
        Instant setBack = now;
        // when
        for (int i = 0; i < 20 && openRuns() > 0; i++) {
            advance(Duration.ofSeconds(20));
            round.answer(Status.SUCCESS, now);
            advance(Duration.ofMillis(50));
        }
        // then
        assertThat(history()).extracting(RunStatus::getStatus).containsExactly(Status.STARTING, Status.SUCCESS);
        assertThat(now).isBefore(setBack.plusSeconds(180));
    }

    @Test
    void shouldReportNothingAsHeldOnceTheTaskIsGone() {
        // given
        OpenRunsProcessor owner = owner();
        for (int i = 0; i < 4; i++) {
            owner.process(start("q" + i, "r" + i, null));
        }
        advance(Duration.ofMinutes(6));
        for (int i = 0; i < 4; i++) {
            round.answer(Answer.failed(Failure.of(FailureCategory.NOT_FOUND, "RUN_NOT_FOUND", "No such run")));
            advance(Duration.ofMinutes(1));
        }
        double held = gauge("runbridge.not.found.held");
        // when
        owner.close();
        // then
        assertThat(held).isOne();
        assertThat(gauge("runbridge.not.found.held")).isZero();
    }

    /** The task's greeting comes back to it. */
    private static void greet(OpenRunsProcessor processor) {
        new Greeting(0, key -> processor.process(new Record<>(key, null, 0))).heard();
    }

    private OpenRunsProcessor owner() {
        PollTarget target = new PollTarget(
                Map.of(JobType.DATABRICKS_JOB, round),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                50,
                64,
                () -> Integer.MAX_VALUE,
                Duration.ofHours(1));
        PollerSettings settings =
                new PollerSettings(Map.of("lake", target), Duration.ofMinutes(5), 4, Map.of("lake", stuckPolicy));
        EventDecoder<RunStarted> decoder = new EventDecoder<>(
                registry, "run-started", RunStarted.class, new RegistryPatience(() -> true, new RecordedWaits()));
        OpenRunsProcessor processor = new OpenRunsProcessor(settings, decoder, metrics);
        processor.init(context);
        greet(processor);
        return processor;
    }

    private Record<String, byte[]> start(Integer timeoutSeconds) {
        return start("q1", "r1", timeoutSeconds);
    }

    private Record<String, byte[]> start(String requestId, String runId, Integer timeoutSeconds) {
        RunStarted started = RunStarted.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("42")
                .setRunId(runId)
                .setTimeoutSeconds(timeoutSeconds)
                .setNextSequence(4)
                .setRequestedAt(START)
                .setStartedAt(START)
                .build();
        byte[] value = registry.serde(RunStarted.class).serializer().serialize("run-started", started);
        return new Record<>("lake", value, now.toEpochMilli(), new RecordHeaders());
    }

    private void advance(Duration duration) {
        Duration tick = Duration.ofMillis(50);
        for (Duration left = duration; !left.isZero(); left = left.minus(tick)) {
            now = now.plus(tick);
            context.setCurrentSystemTimeMs(now.toEpochMilli());
            context.scheduledPunctuators().stream()
                    .filter(punctuator -> !punctuator.cancelled())
                    .forEach(punctuator -> punctuator.getPunctuator().punctuate(now.toEpochMilli()));
        }
    }

    private List<RunStatus> history() {
        return forwarded(RunStatus.class, OpenRunsProcessor.HISTORY);
    }

    private <T> List<T> forwarded(Class<T> type, String sink) {
        return context.forwarded(sink).stream()
                .map(forward -> (Object) forward.record().value())
                .flatMap(value -> type.isInstance(value) ? Stream.of(type.cast(value)) : Stream.empty())
                .toList();
    }

    private double openRuns() {
        return gauge("runbridge.open.runs");
    }

    private double gauge(String name) {
        return meters.get(name).tag("platform", "lake").gauge().value();
    }

    /** Keeps the latest look in flight until the test answers it. */
    private static final class HeldRound implements PollRound {

        private int looks;
        private List<RunRef> runs = List.of();
        private ObservationSink sink;
        private CompletableFuture<Void> done;

        void answer(Status status, Instant freshAt) {
            answer(Answer.success(seen(status, freshAt)));
        }

        void answer(Answer<Observation> answer) {
            runs.forEach(run -> sink.accept(run, answer));
            done.complete(null);
        }

        @Override
        public int calls(int count) {
            return count;
        }

        @Override
        public CompletionStage<Void> look(List<RunRef> batch, ObservationSink answers) {
            looks++;
            runs = batch;
            sink = answers;
            done = new CompletableFuture<>();
            return done;
        }

        private static Observation seen(Status status, Instant freshAt) {
            return new Observation(
                    status,
                    status.name(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    freshAt,
                    Optional.empty());
        }
    }
}
