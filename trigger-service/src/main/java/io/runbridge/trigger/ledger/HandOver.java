package io.runbridge.trigger.ledger;

import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one way from an open request to STARTED, whoever found the run. Pure; immutable, any thread. */
final class HandOver {

    private final Targets targets;

    HandOver(Targets targets) {
        this.targets = targets;
    }

    /**
     * Publishes run-started, tells the doubt task whose run it is, and sends on the cancels that waited.
     *
     * @param adopted whether the run was found by look-up and not by our answer
     */
    Decision started(Change change, LedgerEvent event, StartedRun started, boolean adopted) {
        String runId = started.runId();
        LedgerEntry.Builder entry = change.entry();
        started.note().ifPresent(text -> change.status(Status.STARTING, text, null, List.of()));
        LedgerEntry open = entry.build();
        RunRequest request = Targets.requestOf(open);
        Optional<RunAdapter> adapter = targets.adapter(open);
        RunRef run = new RunRef(JobType.valueOf(open.getJobType()), open.getExternalId(), runId);
        change.move(event, LedgerState.STARTED);
        entry.setRunId(runId)
                .setCandidates(List.of())
                .setFirstDoubtAt(0)
                .setFailures(0)
                .setDueAt(change.now());
        change.effect(new Effect.PublishStarted(RunStarted.newBuilder()
                .setRequestId(open.getRequestId())
                .setPlatform(open.getPlatform())
                .setJobType(run.jobType())
                .setExternalId(open.getExternalId())
                .setRunId(runId)
                .setMonitoringUrl(adapter.map(a -> a.monitoringUrl(run)).orElse(""))
                .setAdopted(adopted)
                .setTimeoutSeconds(open.getTimeoutSeconds())
                .setNextSequence(entry.getSequence())
                .setLastStatus(entry.getLastStatus() == null ? null : Status.valueOf(entry.getLastStatus()))
                .setRequestedAt(request.getRequestedAt())
                .setStartedAt(Instant.ofEpochMilli(change.now()))
                .setRerunOf(open.getRerunOf())
                .setReopens(runId.equals(open.getRerunOf()))
                .setEarlierEndTime(started.earlierEnd().orElse(null))
                .setSecretNames(open.getSecretNames())
                .build()));
        if (!targets.settlesByToken(open)) {
            change.effect(new Effect.TellDoubt(new DoubtEvent(open.getPlatform(), new Ownership(runId))));
        }
        if (!open.getCancels().isEmpty()) {
            change.effect(new Effect.CallCancel(runId));
        }
        return change.forgetRequest().decide();
    }
}
