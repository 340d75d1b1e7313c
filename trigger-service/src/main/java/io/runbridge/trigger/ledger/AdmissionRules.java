package io.runbridge.trigger.ledger;

import io.runbridge.platform.Problem;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import io.runbridge.streams.TraceContext;
import io.runbridge.trigger.admit.Admitted;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From a request that the ledger does not know, or knows only as cancelled, to its first state. Pure; stream thread only. */
final class AdmissionRules {

    private AdmissionRules() {}

    /**
     * Queues the request, or ends it with all its problems in one message.
     *
     * @param answeredCancels cancels of foreign runs that were sent under this id before
     */
    static Decision admit(
            Admitted admitted, String contentHash, TraceContext trace, List<String> answeredCancels, long now) {
        RunRequest request = admitted.request();
        List<Problem> problems = admitted.problems();
        LedgerEntry entry = entryOf(LedgerEntry.newBuilder(), request, contentHash, trace, now)
                .setAnsweredCancels(answeredCancels)
                .setSecretNames(admitted.secretNames())
                .setState(LedgerState.QUEUED)
                .setStateSince(now)
                .setRequest(ByteBuffer.wrap(Codecs.REQUEST.write(request)))
                .build();
        if (problems.isEmpty()) {
            return Decision.changed(entry, List.of());
        }
        String message = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        return new Change(entry, now)
                .end(LedgerEvent.REFUSED, Status.FAILED, problems.get(0).code(), message)
                .decide();
    }

    /** The request of an id that was cancelled before it came. */
    static Decision barred(LedgerEntry barred, RunRequest request, String contentHash, TraceContext trace, long now) {
        Change change = new Change(barred, now);
        entryOf(change.entry(), request, contentHash, trace, now);
        return change.end(LedgerEvent.ADMITTED, Status.CANCELLED, null, CancelRules.CANCELLED_BEFORE_START)
                .decide();
    }

    private static LedgerEntry.Builder entryOf(
            LedgerEntry.Builder entry, RunRequest request, String contentHash, TraceContext trace, long now) {
        return entry.setRequestId(request.getRequestId())
                .setContentHash(contentHash)
                .setPlatform(Limits.name(request.getPlatform()))
                .setJobType(request.getJobType().name())
                .setExternalId(Limits.name(request.getExternalId()))
                .setTimeoutSeconds(request.getTimeoutSeconds())
                .setRerunOf(
                        request.getRecovery() == null
                                ? null
                                : Limits.name(request.getRecovery().getReferenceRunId()))
                .setAdmittedAt(now)
                .setDueAt(now)
                .setTraceparent(Optional.ofNullable(trace.traceparent()).orElse(entry.getTraceparent()))
                .setTracestate(Optional.ofNullable(trace.tracestate()).orElse(entry.getTracestate()));
    }
}
