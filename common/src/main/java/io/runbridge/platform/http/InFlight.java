package io.runbridge.platform.http;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a bounded number of calls run at once and keeps the rest in line. Any thread. Waiting calls are unbounded,
 * because the callers' batches are bounded.
 */
public final class InFlight {

    private final AtomicInteger free;
    private final AtomicInteger notes = new AtomicInteger();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param limit most calls at once, at least 1
     */
    public InFlight(int limit) {
        free = new AtomicInteger(limit);
    }

    /**
     * Makes the call as soon as there is room.
     *
     * @param call starts it; must not throw
     */
    public <T> CompletionStage<T> run(Supplier<CompletionStage<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waiting.add(() -> call.get().whenComplete((value, failure) -> {
            free.incrementAndGet();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
            drain();
        }));
        drain();
        return result;
    }

    /** One thread at a time hands out room; others leave it a note. So a call that ends at once never nests. */
    private void drain() {
        if (notes.getAndIncrement() != 0) {
            return;
        }
        int read = 1;
        do {
            while (free.get() > 0 && !waiting.isEmpty()) {
                free.decrementAndGet();
                waiting.remove().run();
            }
            read = notes.addAndGet(-read);
        } while (read != 0);
    }
}
