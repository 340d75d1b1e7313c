package io.runbridge.platform.databricks;

import io.runbridge.config.PlatformConfig.ActivityPolicy;
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
import io.runbridge.platform.parameter.UnsentParameters;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Updates of Databricks pipelines. An update takes no token, so a lost start is settled by listing. Of the request's
 * parameters only those of {@link UpdateOrder} are sent. Any thread.
 */
final class PipelineAdapter implements RunAdapter {

    private final PipelinesClient client;
    private final ActivityPolicy activities;
    private final ActiveUpdate blocker;
    private final UpdateStop stop;
    private final PageLink link;
    private final InFlight looks;
    private final UpdateListing listing;
    private final Clock clock;

    PipelineAdapter(
            PipelinesClient client,
            ActivityPolicy activities,
            PageLink link,
            InFlight looks,
            UpdateListing listing,
            Clock clock) {
        this.client = client;
        this.activities = activities;
        this.blocker = new ActiveUpdate(client);
        this.stop = new UpdateStop(client);
        this.link = link;
        this.looks = looks;
        this.listing = listing;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return JobType.DATABRICKS_PIPELINE;
    }

    @Override
    public Settlement settlement() {
        return Settlement.LISTING;
    }

    @Override
    public List<Problem> check(StartRun start) {
        return DatabricksRules.checkPipeline(start);
    }

    @Override
    public CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        Optional<Failure> refused = Answers.refused(check(start));
        if (refused.isPresent()) {
            return Answers.failed(refused.get());
        }
        Optional<String> note = UnsentParameters.note(start, UpdateOrder::sent, "Databricks");
        return client.startUpdate(start.externalId(), UpdateOrder.of(start), lease)
                .thenCompose(answer -> blocker.named(start.externalId(), answer))
                .thenApply(answer -> Answers.map(
                        answer, updateId -> new StartedRun(new UpdateRef(start.externalId(), updateId).runId(), note)));
    }

    @Override
    public CompletionStage<Void> observe(List<RunRef> runs, ObservationSink sink) {
        return Answers.each(runs, run -> looks.run(() -> look(run.runId())), sink);
    }

    private CompletionStage<Answer<Observation>> look(String runId) {
        Optional<UpdateRef> ref = UpdateRef.of(runId);
        if (ref.isEmpty()) {
            return Answers.failed(Answers.noSuchRun(runId));
        }
        Instant askedAt = clock.instant();
        return client.update(ref.get())
                .thenCompose(answer -> Answers.then(
                        answer, update -> explain(ref.get(), update, askedAt).thenApply(Answer::success)));
    }

    /** The events are read of every update that failed: nothing else says why. */
    private CompletionStage<Observation> explain(UpdateRef ref, Update update, Instant askedAt) {
        boolean covered = activities.covers(update.status());
        UpdateFailure failure = new UpdateFailure(client);
        if (update.status() == Status.FAILED) {
            return failure.explain(ref).thenApply(why -> update.observation(why.message(), askedAt)
                    .explainedBy(covered ? why.errors() : List.of(), Optional.empty()));
        }
        Observation seen = update.observation(UpdateState.of(update.word()).flatMap(UpdateState::hint), askedAt);
        return covered
                ? failure.errors(ref).thenApply(errors -> seen.explainedBy(errors, Optional.empty()))
                : CompletableFuture.completedFuture(seen);
    }

    @Override
    public CompletionStage<Answer<Void>> cancel(RunRef run) {
        return UpdateRef.of(run.runId())
                .map(stop::stop)
                .orElseGet(() -> Answers.failed(Answers.noSuchRun(run.runId())));
    }

    @Override
    public CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since) {
        return listing.runs(externalIds, since);
    }

    @Override
    public Map<String, String> echoOf(StartRun start) {
        return UpdateOrder.of(start).echo();
    }

    /** STOPPING is not among them: a continuous pipeline drains as long as it takes. */
    @Override
    public Map<String, Duration> passingStates() {
        return Map.of(UpdateState.WAITING_FOR_RESOURCES.name(), Duration.ofMinutes(30));
    }

    @Override
    public String monitoringUrl(RunRef run) {
        return link.ofPipeline(run.externalId());
    }
}
