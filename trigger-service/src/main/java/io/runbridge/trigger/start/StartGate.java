package io.runbridge.trigger.start;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.runbridge.config.PlatformConfig.StartConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What bounds the starts on one platform from this process: slots, pace, pauses and undecided starts. Shared by the
 * process' tasks; any thread, never blocks.
 */
public final class StartGate {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final String platform;
    private final StartConfig config;
    private final RateLimiter pace;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger undecided = new AtomicInteger();
    private final AtomicLong pausedUntil = new AtomicLong();
    private volatile String pauseReason = "";

    public StartGate(String platform, StartConfig config) {
        this.platform = platform;
        this.config = config;
        this.pace = RateLimiter.of(platform, paceOf(config.perSecond()));
    }

    private static RateLimiterConfig paceOf(double perSecond) {
        int permits = (int) Math.max(1, perSecond * PERIOD.toMillis() / 1_000);
        return RateLimiterConfig.custom()
                .limitForPeriod(permits)
                .limitRefreshPeriod(Duration.ofNanos((long) (permits / perSecond * 1e9)))
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /** Takes a slot and a permit of the pace if the platform takes starts now. */
    public boolean tryTake(long now) {
        if (closedReason(now).isPresent() || !takeSlot()) {
            return false;
        }
        if (pace.acquirePermission()) {
            return true;
        }
        used.decrementAndGet();
        return false;
    }

    private boolean takeSlot() {
        int now = used.get();
        while (now < config.slots()) {
            if (used.compareAndSet(now, now + 1)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** Takes a slot whatever is free: for work that a task inherits. */
    public void take() {
        used.incrementAndGet();
    }

    /** Gives a slot back. */
    public void release() {
        used.decrementAndGet();
    }

    /** Counts undecided starts up or down. */
    public void undecided(int change) {
        undecided.addAndGet(change);
    }

    /** No start before this moment, epoch milliseconds; the latest pause wins. */
    public void pauseUntil(long until, String reason) {
        if (pausedUntil.accumulateAndGet(until, Math::max) == until) {
            pauseReason = reason;
        }
    }

    /** Whether the pace lets one more call leave now; for resends, which hold their slot already. */
    public boolean tryPace(long now) {
        return pausedUntil.get() <= now && pace.acquirePermission();
    }

    /** Why the platform takes no start now, for people. */
    public Optional<String> closedReason(long now) {
        if (pausedUntil.get() > now) {
            return Optional.of(pauseReason);
        }
        return undecided.get() >= config.maxUndecided()
                ? Optional.of(
                        "platform " + platform + " takes no start while " + undecided.get() + " starts are undecided")
                : Optional.empty();
    }

    /** Slots in use. */
    public int used() {
        return used.get();
    }
}
