package io.runbridge.trigger.catalog;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Problem;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.streams.CompletionQueue;
import io.runbridge.trigger.ledger.Backoff;
import io.runbridge.trigger.ledger.TriggerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the imports of one task's platforms: one at a time for each platform, each request ends in an outcome.
 * Stream thread only, but for the answers.
 */
final class CatalogTask {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogTask.class);

    private static final int ANSWERS = 100;
    private static final Duration LONGEST_DRAIN = Duration.ofMillis(25);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), RandomGenerator.getDefault());

    private final ImportRules rules;
    private final Map<String, Duration> cycles;
    private final CatalogStores stores;
    private final CatalogOutput output;
    private final TriggerMetrics metrics;
    private final Map<String, Import> running = new HashMap<>();
    private final Map<String, Long> toldAtMs = new HashMap<>();
    private final CompletionQueue<LongConsumer> answers = new CompletionQueue<>();

    /** @param cycles how often the task's platforms are imported by themselves; only those that are */
    CatalogTask(
            ImportRules rules,
            Map<String, Duration> cycles,
            CatalogStores stores,
            CatalogOutput output,
            TriggerMetrics metrics) {
        this.rules = rules;
        this.cycles = Map.copyOf(cycles);
        this.stores = stores;
        this.output = output;
        this.metrics = metrics;
    }

    /** Takes a request, or answers what is wrong with it. */
    void request(ImportRequest request, long nowMs) {
        stores.open(request);
        tick(nowMs);
    }

    /** Takes in answers, begins what is due, goes on with what is under way. */
    void tick(long nowMs) {
        answers.drain(ANSWERS, LONGEST_DRAIN, answer -> answer.accept(nowMs));
        cycles.forEach((platform, every) -> schedule(platform, every, nowMs));
        for (ImportRequest request : stores.open()) {
            if (!running.containsKey(request.getPlatform())) {
                begin(request, nowMs);
            }
        }
        running.values().forEach(one -> {
            one.advance(nowMs);
            tell(one, nowMs);
        });
        running.values().removeIf(Import::over);
    }

    /** Whether no import is under way. */
    boolean idle() {
        return running.isEmpty();
    }

    private void schedule(String platform, Duration every, long nowMs) {
        if (stores.importedAt(platform)
                .filter(last -> nowMs - last < every.toMillis())
                .isEmpty()) {
            stores.open(ImportRequest.newBuilder()
                    .setPlatform(platform)
                    .setRequestedAt(Instant.ofEpochMilli(nowMs))
                    .build());
        }
    }

    private void begin(ImportRequest request, long nowMs) {
        ImportTally tally = new ImportTally(request, nowMs);
        Optional<Problem> problem = rules.check(request);
        if (problem.isPresent()) {
            end(request, tally.end(problem.map(CatalogTask::refusal), nowMs), nowMs);
            return;
        }
        String platform = request.getPlatform();
        toldAtMs.put(platform, nowMs);
        running.put(
                platform,
                new Import(
                        request,
                        rules.catalogs(request),
                        new KnownJobs(platform, stores, output),
                        tally,
                        answers,
                        BACKOFF));
    }

    private static Failure refusal(Problem problem) {
        return Failure.of(FailureCategory.REJECTED, problem.code(), problem.toString());
    }

    private void tell(Import one, long nowMs) {
        if (one.over()) {
            end(one.request(), one.tally().end(one.failure(), nowMs), nowMs);
        } else if (nowMs - toldAtMs.get(one.request().getPlatform()) >= TELL_EVERY.toMillis()) {
            toldAtMs.put(one.request().getPlatform(), nowMs);
            output.outcome(one.tally().soFar(nowMs));
        }
    }

    private void end(ImportRequest request, ImportOutcome outcome, long nowMs) {
        stores.close(request);
        if (request.getJobType() == null && request.getExternalId() == null) {
            stores.imported(request.getPlatform(), nowMs);
        }
        output.outcome(outcome);
        String code = outcome.getError() == null ? "none" : outcome.getError().getCode();
        metrics.imported(request.getPlatform(), code);
        LOG.atInfo()
                .addKeyValue("platform", request.getPlatform())
                .addKeyValue("found", outcome.getFound())
                .addKeyValue("written", outcome.getWritten())
                .addKeyValue("removed", outcome.getRemoved())
                .addKeyValue("skipped", outcome.getSkipped().size())
                .addKeyValue("code", code)
                .log("Import ended");
    }

    void close() {
        answers.close();
    }
}
