package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.runbridge.platform.http.Json;
import io.runbridge.platform.parameter.EchoedText;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.platform.parameter.UnsentParameters;
import io.runbridge.platform.pipelines.PipelineService.RunLink;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Runs of pipelines. createRun takes no token and no run id of ours, so a lost start is settled by listing.
 * Any thread.
 */
final class PipelineRunAdapter implements RunAdapter {

    private final PipelineService service;
    private final PipelineClient client;
    private final CorrelationParameter correlation;
    private final RunListing listing;
    private final ActivityListing activities;
    private final RunLink link;
    private final InFlight looks;
    private final Clock clock;

    PipelineRunAdapter(
            PipelineService service,
            PipelineClient client,
            CorrelationParameter correlation,
            RunListing listing,
            ActivityListing activities,
            RunLink link,
            InFlight looks,
            Clock clock) {
        this.service = service;
        this.client = client;
        this.correlation = correlation;
        this.listing = listing;
        this.activities = activities;
        this.link = link;
        this.looks = looks;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return service.jobType();
    }

    @Override
    public Settlement settlement() {
        return Settlement.LISTING;
    }

    @Override
    public List<Problem> check(StartRun start) {
        return PipelineRules.check(start);
    }

    @Override
    public CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        Optional<Failure> refused = Answers.refused(check(start));
        if (refused.isPresent()) {
            return Answers.failed(refused.get());
        }
        return correlation
                .addTo(body(start), start)
                .thenCompose(answer -> Answers.then(
                        answer, body -> client.createRun(start.externalId(), body, start.recovery(), lease)))
                .thenApply(answer -> Answers.map(answer, runId -> new StartedRun(runId, unsent(start))));
    }

    private Optional<String> unsent(StartRun start) {
        return UnsentParameters.note(start, this::sent, "the pipeline");
    }

    private boolean sent(Parameter parameter) {
        return service.sent().contains(parameter.getDirection());
    }

    @Override
    public CompletionStage<Void> observe(List<RunRef> runs, ObservationSink sink) {
        return Answers.each(runs, run -> looks.run(() -> look(run)), sink);
    }

    private CompletionStage<Answer<Observation>> look(RunRef ref) {
        if (PipelineClient.RUN_ID.problem(ref.runId()).isPresent()) {
            return Answers.failed(Answers.noSuchRun(ref.runId()));
        }
        Instant askedAt = clock.instant();
        return client.run(ref.runId())
                .thenApply(answer -> Answers.map(answer, run -> activities.seen(run, askedAt)))
                .thenCompose(answer -> Answers.then(
                        answer, seen -> activities.explain(ref, seen).thenApply(Answer::success)));
    }

    @Override
    public CompletionStage<Answer<Void>> cancel(RunRef run) {
        return PipelineClient.RUN_ID.problem(run.runId()).isPresent()
                ? Answers.failed(Answers.noSuchRun(run.runId()))
                : client.cancel(run.runId());
    }

    @Override
    public CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since) {
        return listing.runs(externalIds, since);
    }

    @Override
    public Map<String, String> echoOf(StartRun start) {
        Map<String, String> echo = new HashMap<>();
        for (Parameter parameter : start.parameters()) {
            if (sent(parameter)
                    && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value
                    && !value.json().isNull()) {
                echo.put(PipelineRun.parameterName(parameter.getName()), EchoedText.canonical(value.text()));
            }
        }
        return echo;
    }

    @Override
    public Optional<String> markerOf(StartRun start) {
        return correlation.markerOf(start);
    }

    @Override
    public Map<String, Duration> passingStates() {
        Duration limit = Duration.ofMinutes(30);
        return Map.of(RunWord.CANCELING.word(), limit, RunWord.CANCELLING.word(), limit);
    }

    @Override
    public String monitoringUrl(RunRef run) {
        return link.of(run.runId());
    }

    private ObjectNode body(StartRun start) {
        ObjectNode body = Json.object();
        for (Parameter parameter : start.parameters()) {
            if (sent(parameter) && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value) {
                body.set(parameter.getName(), value.json());
            }
        }
        return body;
    }
}
