package io.runbridge.trigger.start;

import io.runbridge.config.CallRates;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Breaker;
import io.runbridge.platform.Failure;
import io.runbridge.platform.Pace;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RateLimit;
import io.runbridge.platform.RateLimit.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What bounds the starts on one platform from this process: slots, pace, retry budget, breaker, pauses and undecided
 * starts. Shared by the process' tasks; any thread, never blocks. Times are epoch milliseconds.
 */
public final class StartGate {

    /** Pauses of a platform that names none: one that throttles, and one whose firewall keeps us out. */
    private static final long THROTTLED_PAUSE_MS = 1_000;

    private static final long CLOSED_PAUSE_MS = 30_000;

    private final String platform;
    private final int slots;
    private final int maxUndecided;
    private final Pace pace;
    private final RateLimit rateLimit;
    private final RetryBudget retries;
    private final ClaimWindow claims;
    private final Breaker breaker;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger undecided = new AtomicInteger();
    private final AtomicReference<Pause> pause = new AtomicReference<>(new Pause(0, 0, ""));

    /** A clock set back behind its begin ends it: better one start too early than none for hours. */
    private record Pause(long from, long until, String reason) {

        boolean holds(long now) {
            return from <= now && now < until;
        }
    }

    StartGate(Platform platform) {
        this.platform = platform.name();
        this.slots = platform.config().starts().slots();
        this.maxUndecided = platform.config().starts().maxUndecided();
        this.pace = new Pace(CallRates.of(platform.config()).starts(), 0);
        this.rateLimit = platform.rateLimit();
        this.retries = new RetryBudget(
                platform.config().calls().retryShare(),
                platform.config().calls().retriesPerSecond());
        this.claims = new ClaimWindow(slots);
        this.breaker = platform.breakers().start();
    }

    /** Whether a start might be taken now; costs the same however many wait. */
    public boolean open(boolean retry, long now) {
        if (rateLimit.slower(Call.START)) {
            pace.throttled(); // before the platform says it by a refusal
        }
        return closedReason(now).isEmpty()
                && used.get() < slots
                && claimed.get() < room()
                && (!retry || retries.available(now))
                && pace.available(now) > 0;
    }

    /**
     * Takes a slot and a permit of the pace if the platform takes starts now.
     *
     * @param retry whether an earlier attempt of this start was not executed
     */
    public boolean tryTake(boolean retry, long now) {
        if (!open(retry, now) || !takeSlot()) {
            return false;
        }
        if (!pace.tryTake(now)) {
            used.decrementAndGet();
            return false;
        }
        if (retry) {
            retries.spend();
        } else {
            retries.firstTry();
        }
        return true;
    }

    /** Claims that may be open now. */
    private int room() {
        return Math.min(breaker.room(), claims.width());
    }

    private boolean takeSlot() {
        int now = used.get();
        while (now < slots) {
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

    /** Counts starts that are claimed and not yet answered up or down. */
    public void claimed(int change) {
        claimed.addAndGet(change);
    }

    /** Counts undecided starts up or down. */
    public void undecided(int change) {
        undecided.addAndGet(change);
    }

    /** A claimed start was answered, by the platform or because it could not leave. */
    public void heed(Answer<?> answer, long now) {
        Optional<Failure> failure =
                answer instanceof Answer.Failed<?> failed ? Optional.of(failed.failure()) : Optional.empty();
        if (failure.filter(f -> f.code().equals(Failure.LEASE_LAPSED)).isPresent()) {
            claims.lapsed(now);
        } else {
            claims.left();
        }
        failure.ifPresent(f -> heed(f, now));
    }

    /** Rests as long as a start's failure asks for, or if it names no time, as long as its kind suggests. */
    private void heed(Failure failure, long now) {
        Optional<Long> asked = failure.retryAfter().map(Duration::toMillis);
        switch (failure.category()) {
            case THROTTLED -> throttled(now, now + asked.orElse(THROTTLED_PAUSE_MS), failure.message());
            case PAUSED -> pauseUntil(now, now + asked.orElse(CLOSED_PAUSE_MS), failure.message());
            default -> {
                // Says nothing about other starts.
            }
        }
    }

    /** No start before this moment; the latest pause wins. */
    void pauseUntil(long now, long until, String reason) {
        pause.updateAndGet(p -> p.holds(now) && p.until >= until ? p : new Pause(now, until, reason));
    }

    /** The platform gets too many starts: none before this moment, then fewer. */
    void throttled(long now, long until, String reason) {
        if (!pause.get().holds(now)) {
            pace.throttled();
        }
        pauseUntil(now, until, reason);
    }

    /** Whether a resend might be made now. */
    public boolean openForResend(long now) {
        return !pause.get().holds(now) && claimed.get() < room() && pace.available(now) > 0;
    }

    /**
     * Whether one more call may leave now that settles a doubt; it holds its slot already. Slots and back-off bound these
     * calls, so the retry budget counts them without holding them: a doubt must end.
     */
    public boolean tryResend(long now) {
        if (!openForResend(now) || !pace.tryTake(now)) {
            return false;
        }
        retries.spend();
        return true;
    }

    /** Why the platform takes no start now, for people. */
    public Optional<String> closedReason(long now) {
        Pause latest = pause.get();
        if (latest.holds(now)) {
            pace.rest(now);
            return Optional.of(latest.reason);
        }
        if (breaker.room() == 0) {
            return breaker.reason();
        }
        return undecided.get() >= maxUndecided
                ? Optional.of(
                        "platform " + platform + " takes no start while " + undecided.get() + " starts are undecided")
                : Optional.empty();
    }

    /** How much of the platform's pace is this process' own: from 0 to 1. */
    void share(double own) {
        pace.share(own);
    }

    /** Slots in use. */
    public int used() {
        return used.get();
    }
}
