package io.runbridge.poller.history;

import io.runbridge.platform.Observation;
import io.runbridge.poller.run.Transitions;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What should be published about one run, worked out anew from the answers alone. Complains by {@link Violation}. */
final class Request {

    private static final Duration LONGEST_LAG = Duration.ofMinutes(2);
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final long NEVER = Long.MAX_VALUE;

    private final String requestId;
    private final PlatformRun run;
    private final long startedMs;
    private final long graceMs;
    private final Queue<RunStatus> fresh = new ArrayDeque<>();
    private long sequence;
    private Optional<RunStatus> last = Optional.empty();
    private Instant storedAt = Instant.MIN;
    private Instant knownAt = Instant.MIN;
    private long knownFromMs;
    private long trackedMs;
    private long unknownSinceMs = NEVER;

    /** @param openedMs when the poller was told of it */
    Request(String requestId, PlatformRun run, long startedMs, long openedMs, long sequence, Duration grace) {
        this.requestId = requestId;
        this.run = run;
        this.startedMs = startedMs;
        this.trackedMs = openedMs;
        this.knownFromMs = openedMs;
        this.sequence = sequence;
        this.graceMs = grace.toMillis();
    }

    PlatformRun run() {
        return run;
    }

    boolean ended() {
        return last.filter(RunStatus::getTerminal).isPresent();
    }

    boolean lost() {
        return last.filter(Request::saysLost).isPresent();
    }

    /** The poller forgot all but what it stored. */
    void restarted(long nowMs) {
        trackedMs = nowMs;
        knownFromMs = nowMs;
        knownAt = storedAt;
        unknownSinceMs = NEVER;
    }

    /** Checks what needs no answers to be wrong, and keeps it for {@link #said}. */
    void published(RunStatus status) {
        complainIf(ended(), "Something follows the end", status);
        complainIf(status.getSequence() != sequence, "The sequence does not rise by one", status);
        complainIf(!status.getRunId().equals(run.runId()), "It is about another run", status);
        sequence++;
        fresh.add(status);
        if (status.getTerminal() && !saysLost(status)) {
            PlatformRun.State end = run.last();
            boolean trueEnd = end.word().word().equals(status.getPlatformStatus())
                    && end.word().status() == status.getStatus()
                    && end.message().equals(Optional.ofNullable(status.getMessage()));
            complainIf(!trueEnd, "It is not the end that the run came to, " + end, status);
        }
    }

    /** An answer reached the poller: works out whether it is news, and whether it was published then. */
    void said(Observation seen, long askedMs, boolean alone, long nowMs) {
        if (ended()) {
            return;
        }
        boolean early = alone && askedMs < trackedMs;
        unknownSinceMs = early ? unknownSinceMs : NEVER;
        boolean stale = seen.freshAt().isBefore(knownAt)
                && askedMs - knownFromMs <= LONGEST_LAG.toMillis()
                && !knownAt.isAfter(Instant.ofEpochMilli(nowMs).plus(MOST_AHEAD));
        if (early || stale) {
            return;
        }
        if (!same(seen)) {
            RunStatus status = fresh.poll();
            if (status == null) {
                throw new Violation("A state that was seen is not published: " + requestId + " " + seen);
            }
            last = Optional.of(status);
            complainIf(!same(seen), "What was seen was " + seen, status);
            complainIf(status.getTerminal() != seen.terminal(), "Only an end is terminal", status);
            storedAt = seen.freshAt();
        }
        knownAt = seen.freshAt();
        knownFromMs = nowMs;
    }

    /** The platform denied the run. */
    void unknown(long nowMs) {
        if (ended() || nowMs - startedMs < graceMs) {
            return;
        }
        unknownSinceMs = Math.min(unknownSinceMs, nowMs);
        RunStatus status = fresh.peek();
        if (status != null && saysLost(status)) {
            complainIf(nowMs - unknownSinceMs < graceMs, "Lost too early", status);
            last = Optional.of(fresh.remove());
        }
    }

    /** All answers were told: what is left was made up. */
    void settled() {
        if (!fresh.isEmpty()) {
            throw new Violation("Nobody said so: " + fresh.peek());
        }
    }

    private boolean same(Observation seen) {
        return last.filter(status -> status.getStatus() == seen.status()
                        && seen.platformStatus().equals(status.getPlatformStatus())
                        && seen.message().equals(Optional.ofNullable(status.getMessage())))
                .isPresent();
    }

    private static boolean saysLost(RunStatus status) {
        return status.getStatus() == Status.UNKNOWN
                && status.getTerminal()
                && status.getError() != null
                && status.getError().getCode().equals(Transitions.RUN_LOST);
    }

    private static void complainIf(boolean wrong, String why, RunStatus status) {
        if (wrong) {
            throw new Violation(why + ": " + status);
        }
    }

    @Override
    public String toString() {
        return requestId + " of run " + run.runId() + ", which ended at " + Instant.ofEpochMilli(run.endMs())
                + " after " + last;
    }
}
