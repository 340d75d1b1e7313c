package io.runbridge.trigger.doubt;

import io.runbridge.config.StartConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RunAdapter;
import io.runbridge.schemas.JobType;
import io.runbridge.streams.CompletionQueue;
import io.runbridge.trigger.ledger.Backoff;
import io.runbridge.trigger.ledger.Barrier;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Echo;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.ledger.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the doubts of the platforms of one task: lists runs, asks the ledgers what they own, decides. A round lives in
 * memory; a restarted task begins a new one. Stream thread only, but for the listing's answers.
 */
final class DoubtTask {

    private static final Logger LOGGER = LoggerFactory.getLogger(DoubtTask.class);

    private static final long ASK_AGAIN_MS = 200;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);
    /** A doubt that nobody could look up for so long waits for an operator, and no longer for the platform. */
    private static final Duration LOOK_LIMIT = Duration.ofHours(24);

    private static final int BATCH = 100;

    private record Listed(Site site, Round round, Answer<List<FoundRun>> answer) {}

    private final Map<String, Platform> platforms;
    private final int partitions;
    private final DoubtStores stores;
    private final TaskClock clock;
    private final DoubtBook book;
    private final Verdicts verdicts;
    private final Consumer<Verdict> output;
    private final Map<Site, Round> rounds = new HashMap<>();
    private final Map<Site, Moment> nextLook = new HashMap<>();
    private final Map<Site, Integer> failures = new HashMap<>();
    private final CompletionQueue<Listed> answers = new CompletionQueue<>();

    DoubtTask(
            Map<String, Platform> platforms,
            int partitions,
            DoubtStores stores,
            Consumer<Verdict> output,
            TriggerMetrics metrics,
            long now) {
        this.platforms = platforms;
        this.partitions = partitions;
        this.stores = stores;
        this.clock = new TaskClock(now);
        this.book = new DoubtBook(stores, clock.at(now));
        this.output = output;
        this.verdicts = new Verdicts(stores, book, output, metrics);
    }

    /** The settle time counts from here at the earliest: the clock of the ledger's machine may be behind ours. */
    void doubt(String platform, Doubt doubt, long now) {
        long since = Math.max(doubt.getSince(), now);
        book.add(platform, Doubt.newBuilder(doubt).setSince(since).build(), clock.at(now));
    }

    void owned(String platform, String runId, long now) {
        stores.own(platform, runId, now);
    }

    void echo(String platform, Echo echo, long wall) {
        Moment now = clock.at(wall);
        rounds.forEach((site, round) -> {
            boolean ours = site.platform().equals(platform);
            if (ours && round.echoed(echo.getRound(), echo.getPartition(), echo.getOpenClaims(), partitions)) {
                echoes(site, round, now);
            }
        });
        rounds.values().removeIf(Round::over);
    }

    private void echoes(Site site, Round round, Moment now) {
        if (round.complete(now.plus(ASK_AGAIN_MS))) {
            verdicts.settle(site, platforms.get(site.platform()).config().starts(), round, now.wall());
            round.end();
            pause(site, now);
        }
    }

    void tick(long wall) {
        Moment now = clock.at(wall);
        answers.drain(BATCH, listed -> listed(listed, now));
        book.sites().forEach(site -> look(site, now));
        rounds.forEach((site, round) -> {
            if (round.barrierDue(now)) {
                List<String> jobs = round.externalIds().stream().map(site::job).toList();
                output.accept(new Verdict(site.platform(), new Barrier(round.beginBarrier(), jobs)));
            }
        });
    }

    private void look(Site site, Moment now) {
        if (rounds.containsKey(site) || !now.reached(nextLook.getOrDefault(site, now))) {
            return;
        }
        Duration settle = starts(site, StartConfig::settleTime);
        Duration skew = starts(site, StartConfig::clockSkew);
        // Only between rounds, so that none begins before and ends after.
        book.forgetIf(
                site, doubt -> doubt.getSpent() && book.age(site, doubt, now).settled(settle, skew));
        List<Doubt> wanted = new ArrayList<>(book.open(site));
        wanted.addAll(verdicts.lookedForAgain(site, settle, now));
        if (wanted.isEmpty()) {
            return;
        }
        Optional<RunAdapter> adapter = lister(site);
        if (adapter.isEmpty()) {
            nextLook.put(site, now.plus(LONGEST_PAUSE.toMillis()));
            giveUp(site, "the platform or this type of job is not configured any more", now.wall());
            return;
        }
        list(site, adapter.get(), wanted, now);
    }

    private Duration starts(Site site, Function<StartConfig, Duration> setting) {
        return Optional.ofNullable(platforms.get(site.platform()))
                .map(platform -> setting.apply(platform.config().starts()))
                .orElse(Duration.ZERO);
    }

    /** Who lists runs there; empty where nobody does, because the configuration has changed since the doubt. */
    private Optional<RunAdapter> lister(Site site) {
        return Optional.ofNullable(platforms.get(site.platform()))
                .map(platform -> platform.adapters().get(JobType.valueOf(site.jobType())))
                .filter(adapter -> adapter.settlement() == RunAdapter.Settlement.LISTING);
    }

    private void list(Site site, RunAdapter adapter, List<Doubt> wanted, Moment now) {
        Set<String> externalIds = wanted.stream().map(Doubt::getExternalId).collect(Collectors.toSet());
        long oldest = wanted.stream().mapToLong(Doubt::getClaimedAt).min().orElse(now.wall());
        Instant since = Instant.ofEpochMilli(oldest)
                .minus(platforms.get(site.platform()).config().starts().clockSkew());
        Round round = new Round(UUID.randomUUID().toString(), now, externalIds);
        rounds.put(site, round);
        lookUp(adapter, externalIds, since)
                .whenComplete((answer, broken) ->
                        answers.offer(new Listed(site, round, broken == null ? answer : broken(broken))));
    }

    /** An adapter that throws must not stop the task, which would call it again and again. */
    private static CompletionStage<Answer<List<FoundRun>>> lookUp(
            RunAdapter adapter, Set<String> externalIds, Instant since) {
        try {
            return adapter.lookUp(externalIds, since);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Leaves to an operator what could not be looked up for so long. */
    private void giveUp(Site site, String reason, long now) {
        long before = now - LOOK_LIMIT.toMillis();
        book.forgetIf(site, doubt -> doubt.getRefuted() && doubt.getSince() <= before);
        book.open(site).stream().filter(doubt -> doubt.getSince() <= before).forEach(doubt -> {
            book.forget(site, doubt.getRequestId());
            verdicts.tell(site, Settlement.unlisted(doubt, reason));
        });
    }

    private static Answer<List<FoundRun>> broken(Throwable cause) {
        return Answer.failed(Failure.of(
                FailureCategory.UNAVAILABLE,
                "ADAPTER_FAILED",
                "the look-up failed inside: " + cause.getClass().getSimpleName()));
    }

    private void listed(Listed listed, Moment now) {
        if (listed.answer() instanceof Answer.Success<List<FoundRun>> success) {
            failures.remove(listed.site());
            listed.round().listed(success.value(), now);
            return;
        }
        Failure failure = ((Answer.Failed<List<FoundRun>>) listed.answer()).failure();
        LOGGER.atWarn()
                .addKeyValue("platform", listed.site().platform())
                .addKeyValue("code", failure.code())
                .addKeyValue("reason", failure.message())
                .log("Runs could not be listed; doubts wait");
        rounds.remove(listed.site());
        backOff(listed.site(), failure, now);
        giveUp(listed.site(), failure.message(), now.wall());
    }

    private void pause(Site site, Moment now) {
        nextLook.put(site, now.plus(pauseOf(site).toMillis()));
    }

    private void backOff(Site site, Failure failure, Moment now) {
        Backoff backoff = new Backoff(pauseOf(site), LONGEST_BACKOFF, RandomGenerator.getDefault());
        int failed = failures.merge(site, 1, Integer::sum);
        nextLook.put(site, now.plus(backoff.delayMs(failed, failure.retryAfter())));
    }

    private Duration pauseOf(Site site) {
        return Duration.ofMillis(Math.max(
                SHORTEST_PAUSE.toMillis(),
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        starts(site, StartConfig::settleTime).toMillis() / 10)));
    }

    void close() {
        answers.close();
    }
}
