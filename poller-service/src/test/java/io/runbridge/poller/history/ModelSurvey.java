package io.runbridge.poller.history;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Lists the runs of the model as its flavour does: behind, with runs twice, with pages that shift while they are read,
 * with pages that fail or come late, with tokens that stop working and lists that turn in a circle.
 */
final class ModelSurvey implements RunSurvey {

    private static final Failure REFUSED = Failure.of(FailureCategory.REJECTED, "REJECTED", "The token is not valid");
    /** No survey asks for runs that ended longer ago. */
    private static final Duration LISTED = Duration.ofMinutes(20);
    /** Ended updates are shown for a while. */
    private static final Duration SHOWN_AFTER_END = Duration.ofMinutes(3);

    private final ModelPlatform platform;
    private final Timeline timeline;
    private final RandomGenerator random;
    private final Answers answers;
    private final Duration lookLimit;
    private final int pageSize;
    private final boolean latestFirst;
    private long pages;

    ModelSurvey(ModelPlatform platform, Answers answers, Duration lookLimit) {
        this.platform = platform;
        this.timeline = platform.timeline();
        this.random = platform.random();
        this.answers = answers;
        this.lookLimit = lookLimit;
        this.pageSize = List.of(4, 10, 24).get(random.nextInt(3));
        this.latestFirst = random.nextBoolean();
    }

    /** Pages that were answered. */
    long pages() {
        return pages;
    }

    @Override
    public Kind kind() {
        return platform.flavour().kind();
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(platform.flavour().jobType());
    }

    @Override
    public int pageSize() {
        return pageSize;
    }

    @Override
    public boolean ranged() {
        return platform.flavour().ranged();
    }

    @Override
    public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
        long askedMs = timeline.nowMs();
        int asker = answers.asker();
        CompletableFuture<Answer<SurveyPage>> page = new CompletableFuture<>();
        platform.weather()
                .latencyMs(random, askedMs, lookLimit.toMillis())
                .ifPresent(ms -> timeline.at(askedMs + ms, () -> page.complete(read(range, token, askedMs, asker))));
        return page;
    }

    private Answer<SurveyPage> read(Range range, Optional<String> token, long askedMs, int asker) {
        long nowMs = timeline.nowMs();
        boolean rough = platform.weather().rough(nowMs);
        Optional<Failure> failure = platform.weather().failure(random, nowMs);
        if (failure.isPresent()) {
            return Answer.failed(failure.get());
        }
        if (rough && token.isPresent() && random.nextInt(100) == 0) {
            return Answer.failed(REFUSED);
        }
        pages++;
        List<Row> rows = rows(range, askedMs, askedMs + random.nextLong(nowMs - askedMs + 1));
        int from = token.map(Integer::parseInt).orElse(0);
        if (rough && from > 0 && random.nextInt(10) == 0) {
            from = Math.max(0, from + random.nextInt(5) - 2);
        }
        int to = Math.min(rows.size(), from + pageSize);
        List<Sighting> sightings = new ArrayList<>();
        rows.subList(Math.min(from, to), to).forEach(row -> sightings.add(row.sighting()));
        if (rough && !rows.isEmpty() && random.nextInt(5) == 0) {
            sightings.add(rows.get(random.nextInt(rows.size())).sighting());
        }
        if (asker == answers.asker() && kind() == Kind.CHANGES) {
            sightings.stream()
                    .filter(sighting -> sighting.observation().status() != Status.FAILED)
                    .forEach(sighting -> answers.said(sighting.runId(), sighting.observation(), askedMs, false));
        }
        return Answer.success(new SurveyPage(sightings, next(token, to, rows.size(), rough)));
    }

    private Optional<String> next(Optional<String> token, int to, int rows, boolean rough) {
        if (rough && random.nextInt(50) == 0) {
            return token.or(() -> Optional.of("0")); // the list turns in a circle
        }
        return to < rows ? Optional.of(Integer.toString(to)) : Optional.empty();
    }

    private record Row(Instant key, Sighting sighting) {}

    private List<Row> rows(Range range, long askedMs, long servedMs) {
        List<Row> rows = new ArrayList<>();
        for (PlatformRun run : platform.lately(servedMs, LISTED)) {
            long seenMs = run.seenMs(servedMs, platform.weather().lagMs(random, servedMs));
            if (shows(run, seenMs)) {
                Instant key = platform.stamp(kind() == Kind.CHANGES ? run.updatedMs(seenMs) : run.createdMs());
                Observation seen = platform.observe(run, seenMs, askedMs, !ranged());
                if (!ranged() || holds(range, kind() == Kind.CHANGES ? seen.freshAt() : key)) {
                    rows.add(new Row(key, new Sighting(run.runId(), seen)));
                }
            }
        }
        Comparator<Row> order = Comparator.comparing(Row::key)
                .thenComparing(row -> row.sighting().runId());
        rows.sort(latestFirst ? order.reversed() : order);
        return rows;
    }

    private boolean shows(PlatformRun run, long seenMs) {
        if (run.unlistedAt(seenMs)) {
            return false;
        }
        return switch (platform.flavour()) {
            case JOBS -> run.at(seenMs).word().listed();
            case UPDATES ->
                !run.at(seenMs).word().end() || run.at(seenMs).fromMs() > seenMs - SHOWN_AFTER_END.toMillis();
            case PIPELINES -> true;
        };
    }

    private static boolean holds(Range range, Instant key) {
        return range.from().map(from -> !key.isBefore(from)).orElse(true)
                && range.to().map(to -> !key.isAfter(to)).orElse(true);
    }
}
