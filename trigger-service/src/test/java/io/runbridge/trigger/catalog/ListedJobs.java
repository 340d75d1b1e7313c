package io.runbridge.trigger.catalog;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Skipped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A catalogue in memory, two jobs on a page, of which each call is noted and can be made to fail. One thread. */
final class ListedJobs implements JobCatalog {

    private static final int PAGE_SIZE = 2;

    final Map<String, FoundJob> jobs = new TreeMap<>();
    /** Jobs of which a page shows the id alone. */
    final List<String> unread = new ArrayList<>();
    /** Jobs that the list leaves out although they are there. */
    final List<String> unlisted = new ArrayList<>();

    final List<Skipped> skipped = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    /** What the next calls fail with. */
    final Deque<FailureCategory> failures = new ArrayDeque<>();
    /** What reading these jobs fails with. */
    final Map<String, FailureCategory> refused = new TreeMap<>();
    /** Calls that wait for {@link #answer}; null where they are answered at once. */
    Deque<Runnable> waiting;

    private final Set<JobType> jobTypes;

    ListedJobs(JobType... jobTypes) {
        this.jobTypes = Set.of(jobTypes);
    }

    FoundJob has(FoundJob job) {
        jobs.put(job.externalId(), job);
        return job;
    }

    void answer() {
        List.copyOf(waiting).forEach(Runnable::run);
        waiting.clear();
    }

    @Override
    public Set<JobType> jobTypes() {
        return jobTypes;
    }

    @Override
    public boolean names(String externalId) {
        return externalId.startsWith("j");
    }

    @Override
    public CompletionStage<Answer<JobPage>> page(Optional<String> token) {
        return called("page " + token.orElse("0"), () -> page(Integer.parseInt(token.orElse("0"))));
    }

    private Answer<JobPage> page(int from) {
        List<String> ids =
                jobs.keySet().stream().filter(id -> !unlisted.contains(id)).toList();
        int to = Math.min(ids.size(), from + PAGE_SIZE);
        List<String> shown = ids.subList(Math.min(from, to), to);
        return Answer.success(new JobPage(
                shown.stream().filter(id -> !unread.contains(id)).map(jobs::get).toList(),
                shown.stream().filter(unread::contains).toList(),
                from == 0 ? skipped : List.of(),
                to < ids.size() ? Optional.of(Integer.toString(to)) : Optional.empty()));
    }

    @Override
    public CompletionStage<Answer<FoundJob>> job(String externalId) {
        return called("job " + externalId, () -> {
            if (refused.containsKey(externalId)) {
                return failed(refused.get(externalId));
            }
            return jobs.containsKey(externalId)
                    ? Answer.success(jobs.get(externalId))
                    : failed(FailureCategory.NOT_FOUND);
        });
    }

    private <T> CompletionStage<Answer<T>> called(String call, Supplier<Answer<T>> work) {
        calls.add(call);
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        Optional<FailureCategory> failure = Optional.ofNullable(failures.poll());
        Runnable give = () -> answer.complete(failure.map(ListedJobs::<T>failed).orElseGet(work));
        if (waiting == null) {
            give.run();
        } else {
            waiting.add(give);
        }
        return answer;
    }

    private static <T> Answer<T> failed(FailureCategory category) {
        return Answer.failed(Failure.of(category, category.name(), "the platform says " + category));
    }
}
