package io.runbridge.trigger.ledger;

import io.runbridge.config.PlatformConfig;
import io.runbridge.config.RunbridgeConfig.TriggerConfig;
import io.runbridge.config.StartConfig.BusyPolicy;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * From the queue to the answer: claims, answers, losses and time limits. Pure but for the random source of the back-off;
 * called on the stream thread only.
 */
final class StartRules {

    private static final String IN_DOUBT_MESSAGE =
            "The platform's answer to the start was lost; it is being looked up before anything is sent again";

    private static final String NOBODY_CAN_LOOK =
            "The platform is not configured any more, so nobody can look up whether the lost start was carried out";

    private final Targets targets;
    private final TriggerConfig config;
    private final HandOver handOver;
    private final UndecidedRules undecided;
    private final RandomGenerator random;

    StartRules(Targets targets, TriggerConfig config, RandomGenerator random) {
        this.targets = targets;
        this.config = config;
        this.handOver = new HandOver(targets);
        this.undecided = new UndecidedRules(targets);
        this.random = random;
    }

    /** Writes ahead the next attempt of a queued request, or of one in doubt that settles by its token. */
    Decision claim(LedgerEntry entry, String incarnation, long now) {
        Change change = new Change(entry, now).move(LedgerEvent.CLAIMED, LedgerState.CLAIMED);
        int attempt = entry.getAttempt() + 1;
        change.entry().setAttempt(attempt).setIncarnation(incarnation).setClaimedAt(now);
        return change.effect(new Effect.WriteClaim(new Claim(entry.getRequestId(), attempt, incarnation)))
                .decide();
    }

    /** A claim that can be read is committed: its own incarnation, and nobody else, may send now. */
    Decision claimRead(LedgerEntry entry, Claim claim, String incarnation) {
        boolean ours = entry.getState() == LedgerState.CLAIMED
                && entry.getAttempt() == claim.getAttempt()
                && incarnation.equals(claim.getIncarnation())
                && incarnation.equals(entry.getIncarnation());
        return ours
                ? new Decision(entry, false, List.of(new Effect.Send(claim.getAttempt())))
                : Decision.unchanged(entry);
    }

    /** The answer to what the start of that attempt is to carry; nothing was sent, so it is claimed again. */
    Decision prepared(LedgerEntry entry, int attempt, Answer<String> answer, long now) {
        if (entry.getState() != LedgerState.CLAIMED || entry.getAttempt() != attempt) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        if (answer instanceof Answer.Success<String> learned) {
            change.entry().setPrecondition(learned.value()).setDueAt(now);
            return unsent(change, entry);
        }
        Failure failure = ((Answer.Failed<String>) answer).failure();
        return failure.category().refused() ? refused(change, entry, failure) : notExecuted(change, entry, failure);
    }

    /** The answer to our own call of that attempt; a stranger's is dropped. */
    Decision answered(LedgerEntry entry, int attempt, Answer<StartedRun> answer, long now) {
        if (entry.getState() != LedgerState.CLAIMED || entry.getAttempt() != attempt) {
            return Decision.unchanged(entry);
        }
        Change change = new Change(entry, now);
        if (answer instanceof Answer.Success<StartedRun> success) {
            boolean adopted = entry.getFirstDoubtAt() > 0;
            StartedRun run = success.value();
            return handOver.started(change, LedgerEvent.STARTED, run, adopted);
        }
        Failure failure = ((Answer.Failed<StartedRun>) answer).failure();
        if (failure.category().refused()) {
            return refused(change, entry, failure);
        }
        return failure.category().certainlyNotExecuted()
                ? notExecuted(change, entry, failure)
                : lost(change, entry, failure.message());
    }

    private Decision refused(Change change, LedgerEntry entry, Failure failure) {
        if (entry.getFirstDoubtAt() > 0) {
            return backInDoubt(change, entry, LedgerEvent.REFUSED, failure);
        }
        return change.end(LedgerEvent.REFUSED, Status.FAILED, failure.code(), failure.message())
                .answerAll(Outcome.NOT_STARTED, "The platform refused the start")
                .decide();
    }

    private Decision notExecuted(Change change, LedgerEntry entry, Failure failure) {
        if (entry.getFirstDoubtAt() > 0) {
            return backInDoubt(change, entry, LedgerEvent.NOT_EXECUTED, failure);
        }
        boolean busy = entry.getCancels().isEmpty() && failure.category() == FailureCategory.BUSY;
        if (busy && targets.config(entry).map(c -> c.starts().onBusy()).orElse(BusyPolicy.WAIT) == BusyPolicy.REJECT) {
            return change.end(LedgerEvent.NOT_EXECUTED, Status.FAILED, failure.code(), failure.message())
                    .decide();
        }
        // Nothing was ever sent under it, and by the next attempt it may not hold any more.
        change.entry().setReason(failure.message()).setPrecondition(null);
        if (failure.code().equals(Failure.LEASE_LAPSED)) {
            change.entry().setDueAt(change.now());
        } else {
            wait(change, entry, failure);
        }
        return unsent(change, entry);
    }

    /** No attempt was carried out: the request is cancelled if somebody asked for that, else back in the queue. */
    private static Decision unsent(Change change, LedgerEntry entry) {
        if (entry.getCancels().isEmpty()) {
            return change.move(LedgerEvent.NOT_EXECUTED, LedgerState.QUEUED).decide();
        }
        return change.end(LedgerEvent.NOT_EXECUTED, Status.CANCELLED, null, CancelRules.CANCELLED_BEFORE_START)
                .answerAll(Outcome.NOT_STARTED, null)
                .decide();
    }

    /** The call may have been executed: what another incarnation claimed, or what no answer came to in time. */
    Decision lost(LedgerEntry entry, String reason, long now) {
        return entry.getState() == LedgerState.CLAIMED
                ? lost(new Change(entry, now), entry, reason)
                : Decision.unchanged(entry);
    }

    private Decision lost(Change change, LedgerEntry entry, String reason) {
        if (targets.lacksPrecondition(entry)) {
            return notExecuted(
                    change, entry, Failure.of(FailureCategory.UNAVAILABLE, ErrorCode.PRECONDITION_UNKNOWN, reason));
        }
        change.move(LedgerEvent.LOST, LedgerState.IN_DOUBT);
        long now = change.now();
        change.entry().setReason(reason).setFirstDoubtAt(entry.getFirstDoubtAt() > 0 ? entry.getFirstDoubtAt() : now);
        inDoubt(change);
        if (targets.adapter(entry).isEmpty()) {
            return undecided.undecidable(change, entry, NOBODY_CAN_LOOK, List.of());
        }
        if (targets.settlesByToken(entry)) {
            wait(change, entry, Failure.of(FailureCategory.UNKNOWN_OUTCOME, ErrorCode.START_IN_DOUBT, reason));
        } else {
            change.effect(new Effect.TellDoubt(new DoubtEvent(entry.getPlatform(), doubtOf(entry, now))));
        }
        return change.decide();
    }

    private Doubt doubtOf(LedgerEntry entry, long now) {
        StartRun start = Targets.startOf(entry);
        Optional<RunAdapter> adapter = targets.adapter(entry);
        Map<String, String> echo = adapter.map(a -> a.echoOf(start)).orElse(Map.of());
        return Doubt.newBuilder()
                .setRequestId(entry.getRequestId())
                .setAttempt(entry.getAttempt())
                .setJobType(entry.getJobType())
                .setExternalId(entry.getExternalId())
                .setEcho(echo)
                .setMarker(adapter.flatMap(a -> a.markerOf(start)).orElse(null))
                .setClaimedAt(entry.getClaimedAt())
                .setSince(now)
                .build();
    }

    private static void inDoubt(Change change) {
        change.status(
                Status.UNKNOWN, IN_DOUBT_MESSAGE, new RunError(ErrorCode.START_IN_DOUBT, IN_DOUBT_MESSAGE), List.of());
    }

    /** A resend was answered, but its answer says nothing about the attempt that was lost. */
    private Decision backInDoubt(Change change, LedgerEntry entry, LedgerEvent event, Failure failure) {
        change.move(event, LedgerState.IN_DOUBT);
        wait(change, entry, failure);
        Duration settle =
                targets.config(entry).map(c -> c.starts().settleTime()).orElse(Duration.ZERO);
        if (event == LedgerEvent.REFUSED && change.now() - entry.getFirstDoubtAt() > settle.toMillis()) {
            String message =
                    "The start whose answer was lost can not be settled by sending it again: " + failure.message();
            return undecided.undecidable(change, entry, message, List.of());
        }
        return change.decide();
    }

    private void wait(Change change, LedgerEntry entry, Failure failure) {
        int failures = entry.getFailures() + 1;
        Backoff backoff = targets.config(entry)
                .map(PlatformConfig::starts)
                .map(s -> new Backoff(s.minBackoff(), s.maxBackoff(), random))
                .orElseGet(() -> new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random));
        change.entry().setFailures(failures).setDueAt(change.now() + backoff.delayMs(failures, failure.retryAfter()));
    }

    /** What the clock asks of a queued request: a notice that it waits, or its end. */
    Decision waited(LedgerEntry entry, Optional<String> platformReason, long now) {
        long waited = now - entry.getAdmittedAt();
        Change change = new Change(entry, now);
        if (entry.getTimeoutSeconds() != null && waited >= entry.getTimeoutSeconds() * 1_000L) {
            String text = "The run was not started within the request's timeoutSeconds of " + entry.getTimeoutSeconds();
            return change.end(LedgerEvent.EXPIRED, Status.FAILED, ErrorCode.START_TIMEOUT, text)
                    .decide();
        }
        String reason = Optional.ofNullable(entry.getReason())
                .or(() -> platformReason)
                .orElse("waits for a free slot on platform " + entry.getPlatform());
        if (waited >= config.startLimit().toMillis()) {
            String text = "The run could not be started within " + config.startLimit() + ": " + reason;
            return change.end(LedgerEvent.EXPIRED, Status.FAILED, ErrorCode.START_GAVE_UP, text)
                    .decide();
        }
        if (waited >= config.waitNotice().toMillis() && entry.getLastStatus() == null) {
            change.status(Status.STARTING, reason, null, List.of());
        }
        return change.decide();
    }
}
