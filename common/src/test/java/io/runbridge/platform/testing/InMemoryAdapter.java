package io.runbridge.platform.testing;

import io.runbridge.platform.Activity;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Lease;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An adapter with a small platform in memory. Without a script each start succeeds as {@code run-1}, {@code run-2} … and
 * each run is RUNNING until it is cancelled or {@link #report} says otherwise. Scripted answers are used up in order,
 * one for each call. Any thread; answers come on the caller's thread unless a test holds them.
 */
public final class InMemoryAdapter implements RunAdapter {

    private final JobType jobType;
    private final Settlement settlement;
    private final Clock clock;
    private final AtomicInteger lastRun = new AtomicInteger();
    private final Map<String, FoundRun> runs = new ConcurrentHashMap<>();
    private final Map<String, String> runsByRequest = new ConcurrentHashMap<>();
    private final Map<String, Answer<Observation>> reports = new ConcurrentHashMap<>();
    private final Script<StartRun, Answer<StartedRun>> startScript = new Script<>();
    private final Script<RunRef, Answer<Void>> cancelScript = new Script<>();
    private final Script<Instant, Answer<List<FoundRun>>> lookUpScript = new Script<>();
    private final List<StartRun> starts = new CopyOnWriteArrayList<>();
    private final List<RunRef> looks = new CopyOnWriteArrayList<>();
    private final List<RunRef> cancels = new CopyOnWriteArrayList<>();
    private final List<LookUp> lookUps = new CopyOnWriteArrayList<>();
    private volatile boolean marking;
    private volatile boolean failing;
    private volatile boolean careful;
    private volatile Function<StartRun, List<Problem>> rules = start -> List.of();

    /** A recorded look-up. */
    public record LookUp(Set<String> externalIds, Instant since) {}

    public InMemoryAdapter(JobType jobType, Settlement settlement, Clock clock) {
        this.jobType = jobType;
        this.settlement = settlement;
        this.clock = clock;
    }

    /** Starts have a precondition, which is always {@code point}. */
    public InMemoryAdapter withPreconditions() {
        careful = true;
        return this;
    }

    @Override
    public boolean needsPrecondition(StartRun start) {
        return careful && start.precondition().isEmpty();
    }

    @Override
    public CompletionStage<Answer<String>> precondition(StartRun start) {
        return CompletableFuture.completedFuture(Answer.success("point"));
    }

    /** Answers a later start so, without a run behind it. */
    public InMemoryAdapter answerStart(Answer<StartedRun> answer) {
        startScript.add(start -> CompletableFuture.completedFuture(answer));
        return this;
    }

    /** Runs a later start and loses its answer: the run exists, the caller gets UNKNOWN_OUTCOME. */
    public InMemoryAdapter loseStartAnswer() {
        startScript.add(start -> {
            run(start);
            return CompletableFuture.completedFuture(Answer.failed(lost()));
        });
        return this;
    }

    /** Holds the answer of a later start until the test completes the future; there is no run behind it. */
    public CompletableFuture<Answer<StartedRun>> holdStart() {
        return startScript.hold();
    }

    /** Answers a later cancel so; the run is not touched. */
    public InMemoryAdapter answerCancel(Answer<Void> answer) {
        cancelScript.add(run -> CompletableFuture.completedFuture(answer));
        return this;
    }

    /** Holds the answer of a later cancel until the test completes the future. */
    public CompletableFuture<Answer<Void>> holdCancel() {
        return cancelScript.hold();
    }

    /** Answers a later look-up so. */
    public InMemoryAdapter answerLookUp(Answer<List<FoundRun>> answer) {
        lookUpScript.add(since -> CompletableFuture.completedFuture(answer));
        return this;
    }

    /** Holds the answer of a later look-up until the test completes the future. */
    public CompletableFuture<Answer<List<FoundRun>>> holdLookUp() {
        return lookUpScript.hold();
    }

    /** What {@link #check} says from now on. */
    public InMemoryAdapter rules(Function<StartRun, List<Problem>> newRules) {
        rules = newRules;
        return this;
    }

    /** From now on runs say for which request they were started. */
    public InMemoryAdapter marking() {
        marking = true;
        return this;
    }

    /** What a look at the run answers from now on. */
    public InMemoryAdapter report(String runId, Answer<Observation> answer) {
        reports.put(runId, answer);
        return this;
    }

    /** The run has this status from now on, in the platform's words, fresh as of the clock. */
    public InMemoryAdapter report(String runId, Status status, String platformStatus) {
        return report(runId, Answer.success(observation(status, platformStatus)));
    }

    /** The run has failed for this reason, in its only activity. */
    public InMemoryAdapter reportFailure(String runId, String reason) {
        Activity activity = new Activity(
                "load",
                Optional.of("Copy"),
                Status.FAILED,
                Optional.of(reason),
                Optional.of(clock.instant()),
                Optional.of(clock.instant()),
                1);
        Observation failed = observation(Status.FAILED, "Failed");
        return report(runId, Answer.success(failed.explainedBy(List.of(activity), Optional.of(reason))));
    }

    /** The next run that is started has failed at once. */
    public InMemoryAdapter failNextRun() {
        failing = true;
        return this;
    }

    /** Puts a run on the platform that nobody asked this adapter for. */
    public InMemoryAdapter addRun(FoundRun run) {
        runs.put(run.runId(), run);
        report(run.runId(), Status.RUNNING, "Running");
        return this;
    }

    /** Starts that left, in order; those stopped by their lease are not among them. */
    public List<StartRun> starts() {
        return List.copyOf(starts);
    }

    /** Looks at single runs, in order. */
    public List<RunRef> looks() {
        return List.copyOf(looks);
    }

    /** Cancels, in order. */
    public List<RunRef> cancels() {
        return List.copyOf(cancels);
    }

    /** Look-ups, in order. */
    public List<LookUp> lookUps() {
        return List.copyOf(lookUps);
    }

    /** All runs that the platform has. */
    public List<FoundRun> runs() {
        return List.copyOf(runs.values());
    }

    @Override
    public JobType jobType() {
        return jobType;
    }

    @Override
    public Settlement settlement() {
        return settlement;
    }

    @Override
    public List<Problem> check(StartRun start) {
        return rules.apply(start);
    }

    @Override
    public CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        if (!lease.valid()) {
            return CompletableFuture.completedFuture(Answer.failed(Failure.of(
                    FailureCategory.UNAVAILABLE, Failure.LEASE_LAPSED, "The lease of the start had run out")));
        }
        starts.add(start);
        return startScript.next(start, s -> CompletableFuture.completedFuture(Answer.success(run(s))));
    }

    @Override
    public CompletionStage<Void> observe(List<RunRef> batch, ObservationSink sink) {
        for (RunRef run : batch) {
            looks.add(run);
            sink.accept(run, reports.getOrDefault(run.runId(), Answer.failed(notFound(run))));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Answer<Void>> cancel(RunRef run) {
        cancels.add(run);
        return cancelScript.next(run, r -> CompletableFuture.completedFuture(stop(r)));
    }

    @Override
    public CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since) {
        lookUps.add(new LookUp(externalIds, since));
        return lookUpScript.next(
                since,
                s -> CompletableFuture.completedFuture(Answer.success(runs.values().stream()
                        .filter(run -> externalIds.contains(run.externalId()))
                        .filter(run -> !run.createdAt().isBefore(since))
                        .toList())));
    }

    @Override
    public Map<String, String> echoOf(StartRun start) {
        Map<String, String> echo = new TreeMap<>();
        for (Parameter parameter : start.parameters()) {
            if (parameter.getDataType() != DataType.SECRET && parameter.getValue() != null) {
                echo.put(parameter.getName(), parameter.getValue().toString());
            }
        }
        return echo;
    }

    @Override
    public Optional<String> markerOf(StartRun start) {
        return marking ? Optional.of(start.requestId()) : Optional.empty();
    }

    @Override
    public String monitoringUrl(RunRef run) {
        return "https://platform.test/runs/" + run.runId();
    }

    private StartedRun run(StartRun start) {
        String known = settlement == Settlement.TOKEN ? runsByRequest.get(start.requestId()) : null;
        if (known != null) {
            return new StartedRun(known, Optional.empty());
        }
        String runId = "run-" + lastRun.incrementAndGet();
        runsByRequest.put(start.requestId(), runId);
        addRun(new FoundRun(start.externalId(), runId, echoOf(start), markerOf(start), clock.instant()));
        if (failing) {
            failing = false;
            reportFailure(runId, "It was told to fail");
        }
        return new StartedRun(runId, Optional.empty());
    }

    private Answer<Void> stop(RunRef run) {
        if (!(reports.get(run.runId()) instanceof Answer.Success<Observation> seen)) {
            return Answer.failed(notFound(run));
        }
        if (!seen.value().terminal()) {
            report(run.runId(), Status.CANCELLED, "Cancelled");
        }
        return Answer.success(null);
    }

    private Observation observation(Status status, String platformStatus) {
        return new Observation(
                status,
                platformStatus,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Optional.empty());
    }

    private static Failure lost() {
        return Failure.of(FailureCategory.UNKNOWN_OUTCOME, "ANSWER_LOST", "The answer to the start was lost");
    }

    private static Failure notFound(RunRef run) {
        return Failure.of(FailureCategory.NOT_FOUND, "RUN_NOT_FOUND", "There is no run " + run.runId());
    }

    /** Answers to come, in order; when none is left the platform in memory answers. */
    private static final class Script<C, A> {

        private final ConcurrentLinkedQueue<Function<C, CompletionStage<A>>> steps = new ConcurrentLinkedQueue<>();

        void add(Function<C, CompletionStage<A>> step) {
            steps.add(step);
        }

        CompletableFuture<A> hold() {
            CompletableFuture<A> held = new CompletableFuture<>();
            steps.add(call -> held);
            return held;
        }

        CompletionStage<A> next(C call, Function<C, CompletionStage<A>> otherwise) {
            Function<C, CompletionStage<A>> step = steps.poll();
            return (step == null ? otherwise : step).apply(call);
        }
    }
}
