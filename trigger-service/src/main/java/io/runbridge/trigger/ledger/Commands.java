package io.runbridge.trigger.ledger;

import io.runbridge.ops.CrashPoint;
import io.runbridge.platform.Problem;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.Decision;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.DeadLetter;
import io.runbridge.streams.TraceContext;
import io.runbridge.trigger.admit.Admitted;
import io.runbridge.trigger.admit.ContentHash;
import io.runbridge.trigger.admit.PublishedJobs;
import java.util.List;
import java.util.Optional;

/** What each public record does to the ledger. Stream thread only. */
final class Commands {

    private static final String INVALID_DECISION = "INVALID_DECISION";
    private static final String TOO_LONG = " must have at most " + Limits.LONGEST_NAME + " characters";

    private final LedgerTask task;
    private final LedgerRules rules;
    private final PublishedJobs jobs;

    Commands(LedgerTask task, LedgerRules rules, PublishedJobs jobs) {
        this.task = task;
        this.rules = rules;
        this.jobs = jobs;
    }

    /** Admits a request, ends it with its problems, or drops it as a repetition. */
    void request(RunRequest request, Received received) {
        task.read(received.time());
        String hash = ContentHash.of(request);
        Optional<LedgerEntry> known = task.find(request.getRequestId());
        TraceContext trace = TraceContext.from(received.headers());
        long now = task.now();
        if (known.isEmpty() || overForeign(known.get())) {
            Admitted admitted = expired(received, now)
                    ? new Admitted(request, List.of(expiredProblem()))
                    : rules.admission().check(request, jobOf(request));
            List<String> answered = known.map(LedgerEntry::getAnsweredCancels).orElse(List.of());
            task.apply(known.orElse(null), AdmissionRules.admit(admitted, hash, trace, answered, now));
        } else if (known.get().getState() == LedgerState.BARRED) {
            task.apply(known.get(), AdmissionRules.barred(known.get(), request, hash, trace, now));
        } else if (hash.equals(known.get().getContentHash())) {
            rules.metrics().duplicate();
        } else {
            String use = known.get().getForeign()
                    ? "requestId is in use for the cancel of a run that was not started here; send it under a new id"
                    : "requestId was used before for a request with different content; send it under a new id";
            deadLetter(received.deadLetter("DUPLICATE_ID_DIFFERENT_CONTENT", use));
        }
    }

    private Optional<Job> jobOf(RunRequest request) {
        return jobs.find(request.getPlatform(), request.getJobType(), request.getExternalId());
    }

    private boolean expired(Received received, long now) {
        return now - received.time() > rules.config().deduplicationWindow().toMillis();
    }

    private Problem expiredProblem() {
        return new Problem(
                "REQUEST_EXPIRED",
                "record time",
                "is older than the de-duplication window of " + rules.config().deduplicationWindow()
                        + ", so nobody can tell whether the request was started before");
    }

    /** Whether the id was used for nothing but cancels of a foreign run, and these are answered. */
    private static boolean overForeign(LedgerEntry entry) {
        return entry.getForeign() && entry.getState() == LedgerState.ENDED;
    }

    /** Honours a cancel in whatever state its request is. */
    void cancel(CancelRequest cancel, Received received) {
        if (!Limits.fits(cancel.getCancelId())
                || !Limits.fits(cancel.getPlatform())
                || !Limits.fits(cancel.getRunId())) {
            deadLetter(received.deadLetter("INVALID_CANCEL", "cancelId, platform and runId" + TOO_LONG));
            return;
        }
        PendingCancel pending = PendingCancel.newBuilder()
                .setCancelId(Optional.ofNullable(cancel.getCancelId())
                        .filter(id -> !id.isBlank())
                        .orElseGet(received::place))
                .setRequestedBy(Limits.name(cancel.getRequestedBy()))
                .build();
        Optional<LedgerEntry> known = task.find(cancel.getRequestId());
        TraceContext trace = TraceContext.from(received.headers());
        if (known.isPresent() && !overForeign(known.get())) {
            task.apply(
                    known.get(), rules.cancel().arrived(known.get(), pending, means(cancel, known.get()), task.now()));
        } else if (cancel.getRunId() != null) {
            task.apply(known.orElse(null), rules.foreign().arrived(cancel, pending, known, trace, task.now()));
        } else {
            task.apply(known.orElse(null), CancelRules.unknown(cancel.getRequestId(), pending, trace, task.now()));
        }
    }

    /** A cancel that names a run means that one, whatever request it names: another one must not end in its place. */
    private static boolean means(CancelRequest cancel, LedgerEntry entry) {
        return entry.getRunId() == null
                || cancel.getRunId() == null
                || (cancel.getRunId().equals(entry.getRunId())
                        && (cancel.getPlatform() == null || cancel.getPlatform().equals(entry.getPlatform())));
    }

    /** Takes an operator's word on an undecided start. */
    void decision(DoubtDecision decision, Received received) {
        if (decision.getDecision() == Decision.UNKNOWN) {
            deadLetter(received.deadLetter(INVALID_DECISION, "decision must be ADOPT, RESEND or GIVE_UP"));
        } else if (decision.getDecision() == Decision.ADOPT
                && (decision.getRunId() == null
                        || decision.getRunId().isBlank()
                        || !Limits.fits(decision.getRunId()))) {
            deadLetter(received.deadLetter(INVALID_DECISION, "runId must name the run to adopt and" + TOO_LONG));
        } else {
            Optional<LedgerEntry> undecided =
                    task.find(decision.getRequestId()).filter(entry -> entry.getState() == LedgerState.UNDECIDED);
            undecided.ifPresentOrElse(
                    entry -> task.apply(entry, rules.undecided().decided(entry, decision, task.now())),
                    () -> deadLetter(received.deadLetter(
                            INVALID_DECISION, "requestId names no request that waits for a decision")));
        }
    }

    /** Learns from the poller how a run ended; whatever else is said about it is the dashboards' business. */
    void status(RunStatus status, Received received) {
        if (status.getRunId() != null) {
            CrashPoint.COMMITTED.pass();
        }
        if (status.getTerminal()) {
            task.find(status.getRequestId())
                    .ifPresent(entry -> task.apply(entry, CancelRules.runEnded(entry, status, task.now())));
        }
    }

    void deadLetter(DeadLetter letter) {
        rules.metrics().deadLetter();
        task.emitter().deadLetter(letter.key(), letter.value(), letter.headers());
    }
}
