package io.runbridge.trigger.ledger;

import io.runbridge.ops.CrashPoint;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Lease;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.JobType;
import io.runbridge.streams.CompletionQueue;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The task's calls to platforms. Made on the stream thread; the answers come on any thread and wait in the completion
 * queue for the stream thread. A closed task sends nothing more and drops what still comes.
 */
final class Calls {

    private final Targets targets;
    private final CompletionQueue<TaskAnswer> answers = new CompletionQueue<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private final Set<String> cancelling = new HashSet<>();
    private volatile boolean closed;

    Calls(Targets targets) {
        this.targets = targets;
    }

    /** The request's claim is written; its start may be made under this lease. */
    void claimed(String requestId, Lease lease) {
        leases.put(requestId, lease);
    }

    /** The request is not claimed any more. */
    void unclaimed(String requestId) {
        leases.remove(requestId);
    }

    /** Requests claimed by this incarnation and not answered yet. */
    Set<String> claimed() {
        return Collections.unmodifiableSet(leases.keySet());
    }

    /**
     * Makes the start call of a claimed request, or asks first what it is to carry; for any other request it does nothing.
     */
    void start(LedgerEntry entry) {
        String requestId = entry.getRequestId();
        Lease lease = leases.get(requestId);
        if (lease == null) {
            return;
        }
        int attempt = entry.getAttempt();
        Optional<RunAdapter> adapter = targets.adapter(entry);
        if (adapter.isEmpty()) {
            Answer<StartedRun> gone = Answer.failed(notConfigured(entry));
            answers.offer(new TaskAnswer.ToStart(requestId, attempt, gone));
            return;
        }
        StartRun start = Targets.startOf(entry);
        if (adapter.get().needsPrecondition(start)) {
            attempt(() -> adapter.get().precondition(start)).whenComplete((answer, broken) -> {
                Answer<String> known = broken == null ? answer : Answer.failed(broken("precondition", broken));
                answers.offer(new TaskAnswer.ToPrecondition(requestId, attempt, known));
            });
            return;
        }
        attempt(() -> adapter.get().start(start, new WhileOpen(lease))).whenComplete((answer, broken) -> {
            Answer<StartedRun> known = broken == null ? answer : Answer.failed(broken("start", broken));
            CrashPoint.RESPONDED.pass();
            answers.offer(new TaskAnswer.ToStart(requestId, attempt, known));
            CrashPoint.ENQUEUED.pass();
        });
    }

    /** The claim's lease, as long as the task is not closed. */
    private final class WhileOpen implements Lease {

        private final Lease lease;

        WhileOpen(Lease lease) {
            this.lease = lease;
        }

        @Override
        public boolean valid() {
            CrashPoint.CONNECTED.pass();
            return !closed && lease.valid();
        }

        @Override
        public void used() {
            CrashPoint.SENT.pass();
        }
    }

    /** Makes the cancel call unless one for the request is under way already. */
    void cancel(LedgerEntry entry) {
        String requestId = entry.getRequestId();
        if (!cancelling.add(requestId)) {
            return;
        }
        Optional<RunAdapter> adapter = targets.adapter(entry);
        if (adapter.isEmpty()) {
            Answer<Void> gone = Answer.failed(notConfigured(entry));
            answers.offer(new TaskAnswer.ToCancel(requestId, gone));
            return;
        }
        RunRef run = new RunRef(JobType.valueOf(entry.getJobType()), entry.getExternalId(), entry.getRunId());
        attempt(() -> adapter.get().cancel(run)).whenComplete((answer, broken) -> {
            Answer<Void> known = broken == null ? answer : Answer.failed(broken("cancel", broken));
            answers.offer(new TaskAnswer.ToCancel(requestId, known));
        });
    }

    /** An adapter that throws must not stop the task, which would call it again and again. */
    private static <T> CompletionStage<Answer<T>> attempt(Supplier<CompletionStage<Answer<T>>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    boolean cancelling(String requestId) {
        return cancelling.contains(requestId);
    }

    /** Hands over at most so many answers; whether no more waited. */
    boolean drain(int limit, Consumer<TaskAnswer> consumer) {
        int drained = answers.drain(limit, answer -> {
            if (answer instanceof TaskAnswer.ToCancel) {
                cancelling.remove(answer.requestId());
            }
            consumer.accept(answer);
        });
        return drained < limit;
    }

    void close() {
        closed = true;
        answers.close();
    }

    private static Failure notConfigured(LedgerEntry entry) {
        return Failure.of(
                FailureCategory.UNAVAILABLE,
                "PLATFORM_NOT_CONFIGURED",
                "platform " + entry.getPlatform() + " is not configured any more");
    }

    /** An adapter must not fail this way; if it does, nobody knows how far the call came. */
    private static Failure broken(String action, Throwable cause) {
        return Failure.of(
                FailureCategory.UNKNOWN_OUTCOME,
                "ADAPTER_FAILED",
                "the " + action + " call failed inside: " + cause.getClass().getSimpleName());
    }
}
