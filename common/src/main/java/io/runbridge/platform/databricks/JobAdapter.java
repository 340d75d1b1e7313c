package io.runbridge.platform.databricks;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Lease;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.InFlight;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.platform.parameter.UnsentParameters;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Runs of Databricks jobs, with one task or several: the API is the same. A start carries an idempotency token, so a
 * lost one is settled by sending it again; so is a repair, which has a point to begin at instead. Any thread.
 */
final class JobAdapter implements RunAdapter {

    private final JobType jobType;
    private final JobsClient client;
    private final JobRepair repair;
    private final TaskListing tasks;
    private final PageLink link;
    private final InFlight looks;
    private final Clock clock;

    JobAdapter(JobType jobType, JobsClient client, TaskListing tasks, PageLink link, InFlight looks, Clock clock) {
        this.jobType = jobType;
        this.client = client;
        this.repair = new JobRepair(client);
        this.tasks = tasks;
        this.link = link;
        this.looks = looks;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return jobType;
    }

    @Override
    public Settlement settlement() {
        return Settlement.TOKEN;
    }

    @Override
    public List<Problem> check(StartRun start) {
        return DatabricksRules.checkJob(start);
    }

    @Override
    public boolean needsPrecondition(StartRun start) {
        return start.recovery().isPresent() && start.precondition().isEmpty();
    }

    @Override
    public CompletionStage<Answer<String>> precondition(StartRun start) {
        return repair.precondition(start);
    }

    @Override
    public CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        Optional<Failure> refused = Answers.refused(check(start));
        if (refused.isPresent()) {
            return Answers.failed(refused.get());
        }
        if (start.recovery().isPresent()) {
            return repair.start(start, lease);
        }
        Optional<String> note = UnsentParameters.note(start, DatabricksRules::sent, "Databricks");
        return client.runNow(start.externalId(), sent(start), IdempotencyToken.of(start.requestId()), lease)
                .thenApply(answer -> Answers.map(answer, runId -> new StartedRun(runId, note)));
    }

    @Override
    public CompletionStage<Void> observe(List<RunRef> runs, ObservationSink sink) {
        return Answers.each(runs, run -> looks.run(() -> look(run.runId())), sink);
    }

    private CompletionStage<Answer<Observation>> look(String runId) {
        if (!possible(runId)) {
            return Answers.failed(Answers.noSuchRun(runId));
        }
        Instant askedAt = clock.instant();
        return client.run(runId)
                .thenCompose(answer -> Answers.then(
                        answer, run -> tasks.explain(runId, run, JobRun.of(run).observation(askedAt))
                                .thenApply(Answer::success)));
    }

    @Override
    public CompletionStage<Answer<Void>> cancel(RunRef run) {
        return possible(run.runId()) ? client.cancel(run.runId()) : Answers.failed(Answers.noSuchRun(run.runId()));
    }

    /** Never asked, because lost starts are settled by their token; there is nothing to recognise a run by. */
    @Override
    public CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since) {
        return Answers.succeeded(List.of());
    }

    @Override
    public Map<String, String> echoOf(StartRun start) {
        return sent(start);
    }

    @Override
    public Map<String, Duration> passingStates() {
        return Map.of(LifeCycleState.TERMINATING.name(), Duration.ofMinutes(30));
    }

    @Override
    public String monitoringUrl(RunRef run) {
        return link.ofJobRun(run);
    }

    private static boolean possible(String runId) {
        return DatabricksRules.RUN_ID.problem(runId).isEmpty();
    }

    private static Map<String, String> sent(StartRun start) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (Parameter parameter : start.parameters()) {
            if (DatabricksRules.sent(parameter)
                    && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value
                    && !value.json().isNull()) {
                sent.put(parameter.getName(), value.text());
            }
        }
        return sent;
    }
}
