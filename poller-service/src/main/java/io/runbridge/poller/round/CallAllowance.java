package io.runbridge.poller.round;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Pace;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** The calls to one platform that may leave: its budget, its pause, what is in flight, what its breaker lets through. Stream thread only. */
final class CallAllowance {

    private final PollSchedule schedule;
    private final Pace budget;
    private final int mostInFlight;
    private final IntSupplier room;
    private final BooleanSupplier slower;
    private int inFlight;
    private int pauses;
    private long pausedFromMs;
    private long pausedUntilMs;

    /** @param schedule says how long pauses are */
    CallAllowance(PollTarget target, PollSchedule schedule, long nowMs) {
        this.schedule = schedule;
        this.budget = new Pace(target.callsPerSecond(), nowMs);
        this.mostInFlight = target.callsInFlight();
        this.room = target.room();
        this.slower = target.slower();
    }

    /**
     * How many may leave now; to be asked often.
     *
     * @param wanted whether somebody waits: an open breaker takes the question for the end of its wait
     */
    int calls(boolean wanted, long nowMs) {
        if (paused(nowMs)) {
            budget.rest(nowMs);
            return 0;
        }
        if (slower.getAsBoolean()) {
            budget.throttled(); // before the platform says it by a refusal
        }
        int calls = Math.min(budget.available(nowMs), mostInFlight - inFlight);
        return wanted && calls > 0 ? Math.min(calls, room.getAsInt() - inFlight) : 0;
    }

    void take(int calls) {
        budget.spend(calls);
        inFlight += calls;
    }

    void giveBack(int calls) {
        inFlight -= calls;
    }

    /** The platform answered a call properly. */
    void answered() {
        pauses = 0;
    }

    /**
     * The platform asks for a rest or is closed to us.
     *
     * @return how long the pause is in milliseconds, empty if it was already pausing
     */
    Optional<Long> pause(Failure failure, long nowMs) {
        if (paused(nowMs)) {
            failure.retryAfter().ifPresent(wait -> pausedUntilMs = Math.max(pausedUntilMs, nowMs + wait.toMillis()));
            return Optional.empty();
        }
        if (failure.category() == FailureCategory.THROTTLED) {
            budget.throttled();
        }
        pauses++;
        long pauseMs = schedule.afterFailure(pauses, failure.retryAfter());
        pausedFromMs = nowMs;
        pausedUntilMs = nowMs + pauseMs;
        return Optional.of(pauseMs);
    }

    /** A clock set back behind the pause ends it: better one look too early than none for hours. */
    private boolean paused(long nowMs) {
        return pausedFromMs <= nowMs && nowMs < pausedUntilMs;
    }
}
