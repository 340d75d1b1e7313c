package io.runbridge.trigger.catalog;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.streams.CompletionQueue;
import io.runbridge.trigger.ledger.Backoff;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * One import under way. Catalogue after catalogue it turns the pages, reads what a page does not tell, and then asks for
 * each known job that the list did not show: only what the platform says itself that it does not have is gone. It holds one
 * page of jobs at a time, and all ids. Lives in memory; a restarted task begins it again. Stream thread only, but for the
 * answers, which come by the queue.
 */
final class Import {

    /** Reads at once; how fast they leave is the catalogue's business. */
    private static final int MOST_READS = 32;

    /** Times in a row that calls fail, after which the import ends. */
    private static final int MOST_FAILURES = 8;

    private static final Set<FailureCategory> FINAL =
            Set.of(FailureCategory.NOT_FOUND, FailureCategory.REJECTED, FailureCategory.UNAUTHORIZED);

    private final ImportRequest request;
    private final KnownJobs known;
    private final ImportTally tally;
    private final Iterator<JobCatalog> catalogs;
    private final CompletionQueue<LongConsumer> answers;
    private final Backoff backoff;

    private JobCatalog catalog;
    private Optional<String> token = Optional.empty();
    private boolean listed;
    private boolean checking;
    private final Deque<String> unread = new ArrayDeque<>();
    private final Set<String> kept = new HashSet<>();
    private int inFlight;
    private int failures;
    private long waitUntilMs;
    private boolean over;
    private Optional<Failure> failure = Optional.empty();

    /**
     * @param catalogs those that may have what is asked for, at least one
     * @param known of the platform
     */
    Import(
            ImportRequest request,
            List<JobCatalog> catalogs,
            KnownJobs known,
            ImportTally tally,
            CompletionQueue<LongConsumer> answers,
            Backoff backoff) {
        this.request = request;
        this.catalogs = List.copyOf(catalogs).iterator();
        this.known = known;
        this.tally = tally;
        this.answers = answers;
        this.backoff = backoff;
        next();
    }

    ImportRequest request() {
        return request;
    }

    ImportTally tally() {
        return tally;
    }

    boolean over() {
        return over;
    }

    /** Why it ended before its end. */
    Optional<Failure> failure() {
        return failure;
    }

    /** Makes the calls that can be made now. */
    void advance(long nowMs) {
        while (!over && nowMs >= waitUntilMs && inFlight < MOST_READS) {
            if (!unread.isEmpty()) {
                read(unread.poll());
            } else if (inFlight > 0) {
                return;
            } else if (!listed) {
                call(() -> catalog.page(token), this::page);
            } else if (!checking) {
                checking = true;
                known.ids(jobTypes(), request.getExternalId()).stream()
                        .filter(id -> !kept.contains(id))
                        .forEach(unread::add);
            } else {
                next();
            }
        }
    }

    private void next() {
        over = !catalogs.hasNext();
        if (!over) {
            catalog = catalogs.next();
            token = Optional.empty();
            checking = false;
            kept.clear();
            listed = request.getExternalId() != null;
            if (listed) {
                unread.add(request.getExternalId());
            }
        }
    }

    /** Those of the catalogue that are asked for. */
    private Set<JobType> jobTypes() {
        return request.getJobType() == null ? catalog.jobTypes() : Set.of(request.getJobType());
    }

    private void page(Answer<JobPage> answer, long nowMs) {
        if (answer instanceof Answer.Failed<JobPage> failed) {
            failed(failed.failure(), nowMs);
            return;
        }
        JobPage page = ((Answer.Success<JobPage>) answer).value();
        page.jobs().forEach(job -> found(job, nowMs));
        page.skipped().forEach(skipped -> tally.skipped(skipped.getExternalId(), skipped.getReason()));
        page.unread().stream().filter(id -> !kept.contains(id)).forEach(unread::add);
        if (page.next().isPresent() && page.next().equals(token)) {
            fail(Failure.of(FailureCategory.REJECTED, "PLATFORM_REJECTED", "The list of jobs does not end"));
        }
        token = page.next();
        listed = token.isEmpty();
    }

    private void read(String externalId) {
        call(() -> catalog.job(externalId), (answer, nowMs) -> job(externalId, answer, nowMs));
    }

    private void job(String externalId, Answer<FoundJob> answer, long nowMs) {
        if (answer instanceof Answer.Success<FoundJob> success) {
            found(success.value(), nowMs);
            return;
        }
        Failure failed = ((Answer.Failed<FoundJob>) answer).failure();
        if (!FINAL.contains(failed.category())) {
            unread.add(externalId);
            failed(failed, nowMs);
        } else if (checking && failed.category() != FailureCategory.REJECTED) {
            // Neither listed nor for us to see. Databricks answers the same for what is not there.
            known.gone(jobTypes(), externalId, tally);
        } else {
            tally.skipped(externalId, failed.code() + ": " + failed.message());
            if (failed.category() != FailureCategory.NOT_FOUND) {
                kept.add(externalId);
            }
        }
    }

    private void found(FoundJob job, long nowMs) {
        if (!kept.add(job.externalId())) {
            return;
        }
        Set<JobType> others = EnumSet.copyOf(catalog.jobTypes());
        others.remove(job.jobType());
        known.gone(others, job.externalId(), tally);
        if (jobTypes().contains(job.jobType())) {
            known.found(job, tally, nowMs);
        }
    }

    /** Tries again later, as the platform asks, or gives up after too many times; calls that fail together count once. */
    private void failed(Failure failed, long nowMs) {
        if (FINAL.contains(failed.category())) {
            fail(failed);
        } else if (nowMs >= waitUntilMs) {
            failures++;
            waitUntilMs = nowMs + backoff.delayMs(failures, failed.retryAfter());
            if (failures == MOST_FAILURES) {
                fail(failed);
            }
        }
    }

    private void fail(Failure failed) {
        failure = Optional.of(failed);
        over = true;
    }

    private <T> void call(Supplier<CompletionStage<Answer<T>>> call, BiConsumer<Answer<T>, Long> then) {
        inFlight++;
        made(call)
                .whenComplete((answer, broken) -> answers.offer(nowMs -> {
                    inFlight--;
                    if (over) {
                        return;
                    }
                    Answer<T> given = broken == null ? answer : Answer.failed(broken(broken));
                    if (given instanceof Answer.Success<T>) {
                        failures = 0;
                    }
                    then.accept(given, nowMs);
                }));
    }

    /** A catalogue that throws must not stop the task, which would call it again and again. */
    private static <T> CompletionStage<Answer<T>> made(Supplier<CompletionStage<Answer<T>>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Failure broken(Throwable cause) {
        return Failure.of(
                FailureCategory.UNAVAILABLE,
                "ADAPTER_FAILED",
                "the import failed inside: " + cause.getClass().getSimpleName());
    }
}
