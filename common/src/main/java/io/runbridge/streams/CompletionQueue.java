package io.runbridge.streams;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Hands answers of asynchronous calls from any thread to one task's stream thread. One queue per task incarnation: once
 * closed it drops whatever comes, so an answer never reaches a task that no longer owns it. Unbounded, because callers
 * bound the calls in flight.
 */
public final class CompletionQueue<T> {

    private static final Duration LONG = Duration.ofHours(1);

    private final Queue<T> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Any thread. An answer offered after {@link #close()} is dropped. */
    public void offer(T answer) {
        if (!closed) {
            answers.add(answer);
        }
    }

    /**
     * Stream thread only. Hands over at most {@code limit} answers, so that one drain never stalls the task.
     *
     * @return how many were handed over
     */
    public int drain(int limit, Consumer<? super T> consumer) {
        return drain(limit, LONG, consumer);
    }

    /** As above, and takes no new one once so much time has passed. */
    public int drain(int limit, Duration longest, Consumer<? super T> consumer) {
        long endNanos = System.nanoTime() + longest.toNanos();
        int drained = 0;
        T answer;
        while (drained < limit && System.nanoTime() - endNanos < 0 && (answer = answers.poll()) != null) {
            consumer.accept(answer);
            drained++;
        }
        return drained;
    }

    /** Stream thread only. */
    public void close() {
        closed = true;
        answers.clear();
    }
}
