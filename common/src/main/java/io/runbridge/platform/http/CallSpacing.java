package io.runbridge.platform.http;

import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets calls leave one by one, each a fixed time after the one before: for those that nobody waits for closely, such as
 * the pages of a long list. Any thread, never blocks.
 */
public final class CallSpacing {

    private final long spaceNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;

    /** @param perSecond calls per second, more than 0; empty for any number */
    public CallSpacing(OptionalDouble perSecond) {
        this(perSecond, System::nanoTime);
    }

    CallSpacing(OptionalDouble perSecond, LongSupplier nanoTime) {
        this.spaceNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond.orElse(Double.POSITIVE_INFINITY));
        this.nanoTime = nanoTime;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Makes the call when its turn has come. */
    public <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
        long waitNanos = takeTurn();
        return waitNanos == 0
                ? call.get()
                : CompletableFuture.supplyAsync(
                                call, CompletableFuture.delayedExecutor(waitNanos, TimeUnit.NANOSECONDS))
                        .thenCompose(Function.identity());
    }

    /** Nanoseconds until the turn that this takes. */
    long takeTurn() {
        long now = nanoTime.getAsLong();
        long turn = nextNanos.getAndUpdate(next -> Math.max(next - now, 0) + now + spaceNanos);
        return Math.max(0, turn - now);
    }
}
