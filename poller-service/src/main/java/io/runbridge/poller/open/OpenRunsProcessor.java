package io.runbridge.poller.open;

import io.runbridge.event.Decoding;
import io.runbridge.event.EventDecoder;
import io.runbridge.poller.duration.ExpectedDuration;
import io.runbridge.poller.duration.JobDurations;
import io.runbridge.poller.open.LookEvent.Answered;
import io.runbridge.poller.open.LookEvent.Finished;
import io.runbridge.poller.open.LookEvent.PageAnswered;
import io.runbridge.poller.round.Batch;
import io.runbridge.poller.round.PageLook;
import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.TrackedRun;
import io.runbridge.poller.run.OpenRun;
import io.runbridge.schemas.RunStarted;
import io.runbridge.streams.CompletionQueue;
import io.runbridge.streams.Greeting;
import io.runbridge.streams.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the open runs of its platforms from run-started to their end: opens them, looks at those that are due, publishes
 * what changed. Looks run elsewhere; their answers come back through a queue that dies with the task, so a task that
 * lost its platforms writes nothing and calls nobody. Crash at any step: what the store says is what was published, and
 * the next owner looks again. Stream thread only.
 */
public final class OpenRunsProcessor implements Processor<String, byte[], String, SpecificRecord> {

    /** Name of the sink for the state now. */
    public static final String STATUS = "run-status";

    /** Name of the sink for every state. */
    public static final String HISTORY = "run-history";

    /** Name of the sink for what happened in runs that have ended. */
    public static final String ACTIVITIES = "run-activities";

    /** Name of the sink for cancels of runs whose time is up. */
    public static final String CANCELS = "cancel-requests";

    /** Name of the sink for the processor's own input. */
    public static final String GREETING = "greeting";

    private static final Logger LOGGER = LoggerFactory.getLogger(OpenRunsProcessor.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int MOST_ANSWERS_PER_TICK = 2_000;
    private static final long PROGRESS_EVERY_MS = Duration.ofMinutes(1).toMillis();
    private static final Duration LONGEST_DRAIN = Duration.ofMillis(25);

    private final PollerSettings settings;
    private final EventDecoder<RunStarted> decoder;
    private final PollerMetrics metrics;
    private final RandomGenerator random;
    private ProcessorContext<String, SpecificRecord> context;
    private Greeting greeting;
    private OpenRunStore store;
    private PollAgenda agenda;
    private StuckRuns stuckRuns;
    private RunIntake intake;
    private RunUpdates updates;
    private CompletionQueue<LookEvent> answers = new CompletionQueue<>();
    private Optional<Cancellable> ticks = Optional.empty();
    private long progressAtMs;

    /** @param decoder of this processor alone */
    public OpenRunsProcessor(PollerSettings settings, EventDecoder<RunStarted> decoder, PollerMetrics metrics) {
        this(settings, decoder, metrics, new SplittableRandom());
    }

    /** @param random of this processor alone, for jitter */
    public OpenRunsProcessor(
            PollerSettings settings, EventDecoder<RunStarted> decoder, PollerMetrics metrics, RandomGenerator random) {
        this.settings = settings;
        this.decoder = decoder;
        this.metrics = metrics;
        this.random = random;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        long nowMs = context.currentSystemTimeMs();
        greeting = new Greeting(context.taskId().partition(), this::greet);
        store = new OpenRunStore(context);
        JobDurations durations = new JobDurations(context.getStateStore(JobDurations.STORE));
        agenda = new PollAgenda(settings.targets(), run -> expected(durations, run), store.progress(), random, nowMs);
        LostRuns lostRuns = new LostRuns(settings.notFoundGrace(), agenda, metrics);
        RunEvents events = new RunEvents(context);
        stuckRuns = new StuckRuns(settings.stuckPolicies(), agenda, events, metrics, nowMs);
        updates = new RunUpdates(store, agenda, events, metrics, lostRuns, stuckRuns, durations);
        answers = new CompletionQueue<>();
        progressAtMs = nowMs + PROGRESS_EVERY_MS;
        intake = new RunIntake(store, agenda, stuckRuns, metrics, nowMs);
        intake.load(nowMs);
        ticks = Optional.of(context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick));
    }

    private void greet(String key) {
        context.forward(new Record<>(key, null, context.currentSystemTimeMs()), GREETING);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        greeting.hear();
        if (Greeting.is(record.key())) {
            return;
        }
        RunStarted started = decode(record.value());
        Optional<OpenRun> known = store.find(started.getPlatform(), started.getRequestId());
        if (known.isPresent()) {
            ignore(started, known.get().getRunId().equals(started.getRunId()) ? Ignored.OPEN : Ignored.OTHER_RUN_OPEN);
        } else if (store.closed(
                started.getPlatform(), started.getRequestId(), started.getRunId(), started.getStartedAt())) {
            ignore(started, Ignored.CLOSED);
        } else {
            OpenRun run = toOpenRun(started, record.headers());
            store.put(run);
            intake.take(run, true, context.currentSystemTimeMs());
        }
    }

    /** Drops what is under way: the next owner of the runs looks again. */
    @Override
    public void close() {
        ticks.ifPresent(Cancellable::cancel);
        answers.close();
        if (agenda != null) {
            agenda.sizes().forEach((platform, size) -> {
                metrics.openRuns(platform, -size);
                metrics.notFoundHeld(platform, false);
            });
            agenda.unserved().keySet().forEach(platform -> metrics.unservedRuns(platform, 0));
            stuckRuns.close();
            agenda = null;
        }
    }

    private void tick(long nowMs) {
        if (!greeting.heard()) {
            return;
        }
        store.mark();
        intake.load(nowMs);
        answers.drain(MOST_ANSWERS_PER_TICK, LONGEST_DRAIN, event -> updates.take(event, nowMs));
        agenda.overdue(nowMs).forEach(look -> updates.giveUp(look, nowMs));
        agenda.timedOut(nowMs).forEach(run -> updates.timeOut(run, nowMs));
        stuckRuns.tick(nowMs);
        agenda.surveys().due(nowMs).forEach(this::ask);
        for (Batch batch : agenda.dueBatches(nowMs)) {
            batch.runs().forEach(run -> metrics.lateness(run.platform(), nowMs - run.dueAtMs()));
            look(batch);
        }
        if (nowMs >= progressAtMs) {
            progressAtMs = nowMs + PROGRESS_EVERY_MS;
            agenda.surveys().progress().forEach(store::progress);
        }
        intake.report(nowMs);
    }

    private void look(Batch batch) {
        CompletionQueue<LookEvent> queue = answers; // of this incarnation, whenever the answer comes
        batch.look((ref, answer) -> queue.offer(new Answered(batch, ref, answer)))
                .whenComplete((done, broken) -> queue.offer(new Finished(batch, Optional.ofNullable(broken))));
    }

    private static Optional<ExpectedDuration> expected(JobDurations durations, TrackedRun run) {
        return durations.expected(run.platform(), run.ref().jobType(), run.ref().externalId());
    }

    private void ask(PageLook page) {
        CompletionQueue<LookEvent> queue = answers;
        page.ask().thenAccept(answer -> queue.offer(new PageAnswered(page, answer)));
    }

    private RunStarted decode(byte[] value) {
        if (decoder.decode(value) instanceof Decoding.Decoded<RunStarted> decoded) {
            return decoded.event();
        }
        throw new IllegalStateException("A run-started record that was good before its repartitioning is not any more");
    }

    private static OpenRun toOpenRun(RunStarted started, Headers headers) {
        TraceContext trace = TraceContext.from(headers);
        return OpenRun.newBuilder()
                .setRequestId(started.getRequestId())
                .setPlatform(started.getPlatform())
                .setJobType(started.getJobType().name())
                .setExternalId(started.getExternalId())
                .setRunId(started.getRunId())
                .setMonitoringUrl(started.getMonitoringUrl())
                .setStartedAt(started.getStartedAt())
                .setTimeoutSeconds(started.getTimeoutSeconds())
                .setTraceparent(trace.traceparent())
                .setTracestate(trace.tracestate())
                .setRerunOf(started.getRerunOf())
                .setEarlierEndTime(started.getEarlierEndTime())
                .setSecretNames(started.getSecretNames())
                .setNextSequence(started.getNextSequence())
                .setStatus(
                        started.getLastStatus() == null
                                ? null
                                : started.getLastStatus().name())
                .build();
    }

    private void ignore(RunStarted started, Ignored reason) {
        metrics.startIgnored(reason);
        (reason == Ignored.OTHER_RUN_OPEN ? LOGGER.atError() : LOGGER.atInfo())
                .addKeyValue("platform", started.getPlatform())
                .addKeyValue("requestId", started.getRequestId())
                .addKeyValue("runId", started.getRunId())
                .addKeyValue("reason", reason)
                .log("Run-started opens nothing");
    }

    /** Why a run-started record opens nothing. */
    enum Ignored {
        /** The run is open: the record was read again, and its sequence goes on. */
        OPEN,
        /** The run has ended: the record was read again, and nothing follows an end. */
        CLOSED,
        /** Another run of this request is open, which the ledger never lets happen. */
        OTHER_RUN_OPEN
    }
}
