package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledgers written by hand, page by page. One thread. */
final class Pages {
    static final Group GROUP = new Group("synapse", "copy", "1");

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final List<Asked> asked = new ArrayList<>();
    private final List<AskedCancel> cancels = new ArrayList<>();
    private final List<Poisoned> poisoned = new ArrayList<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, Told> told = new HashMap<>();
    private final Map<Poisoned, Integer> deadLetters = new HashMap<>();

    Pages asked(String... requestIds) {
        for (String requestId : requestIds) {
            asked.add(new Asked(requestId, "test", JobType.SYNAPSE_PIPELINE, GROUP));
        }
        return this;
    }

    Pages cancelled(String requestId, String cancelId) {
        cancels.add(new AskedCancel(requestId, cancelId));
        return this;
    }

    Pages poisoned(Poisoned record) {
        poisoned.add(record);
        return this;
    }

    Pages deadLetters(Poisoned record, int count) {
        deadLetters.put(record, count);
        return this;
    }

    Pages refused(int count) {
        refusals.put(GROUP.platform(), count);
        return this;
    }

    Pages run(String runId, String state) {
        boolean open = state.equals("Queued") || state.equals("InProgress");
        runs.add(new Run(runId, GROUP, state, !open, state.equals("Cancelled")));
        return this;
    }

    /** A run that ended well and about which everything was published. */
    Pages whole(String requestId, String runId) {
        return run(runId, "Succeeded")
                .told(requestId, started(requestId, runId), running(requestId, 0), succeeded(requestId, 1));
    }

    Pages told(String requestId, Object... records) {
        List<RunStarted> started = new ArrayList<>();
        List<RunStatus> statuses = new ArrayList<>();
        List<CancelOutcome> outcomes = new ArrayList<>();
        for (Object record : records) {
            if (record instanceof RunStarted start) {
                started.add(start);
            } else if (record instanceof RunStatus status) {
                statuses.add(status);
            } else {
                outcomes.add((CancelOutcome) record);
            }
        }
        return told(requestId, new Told(started, statuses, statuses, outcomes));
    }

    Pages told(String requestId, Told page) {
        told.put(requestId, page);
        return this;
    }

    Ledgers ledgers() {
        return new Ledgers(asked, cancels, poisoned, refusals, runs, told, deadLetters);
    }

    static RunActivity activity(String requestId, int attempt) {
        return RunActivity.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake")
                .setRunId("1")
                .setName("copy")
                .setStatus(Status.FAILED)
                .setAttempt(attempt)
                .build();
    }

    static RunStarted started(String requestId, String runId) {
        return RunStarted.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("copy")
                .setRunId(runId)
                .setMonitoringUrl("")
                .setAdopted(false)
                .setNextSequence(0)
                .setRequestedAt(AT)
                .setStartedAt(AT)
                .build();
    }

    static RunStatus running(String requestId, long sequence) {
        return status(requestId, sequence, Status.RUNNING, "InProgress");
    }

    static RunStatus succeeded(String requestId, long sequence) {
        return status(requestId, sequence, Status.SUCCESS, "Succeeded");
    }

    /** Words of the platform mean that there is a run; whether it is the end follows from the status. */
    static RunStatus status(String requestId, long sequence, Status status, String platformStatus) {
        return statusOf(requestId, sequence, status)
                .setPlatformStatus(platformStatus)
                .setRunId(platformStatus == null ? null : "run")
                .build();
    }

    static RunStatus inDoubt(String requestId, long sequence, String... candidates) {
        return statusOf(requestId, sequence, Status.UNKNOWN)
                .setError(new RunError(Told.IN_DOUBT, "in doubt"))
                .setCandidates(List.of(candidates))
                .build();
    }

    static RunStatus waiting(String requestId, long sequence) {
        return statusOf(requestId, sequence, Status.STARTING).build();
    }

    static RunStatus refusedStart(String requestId, long sequence) {
        return statusOf(requestId, sequence, Status.FAILED)
                .setError(new RunError("PLATFORM_REJECTED", "no"))
                .build();
    }

    static CancelOutcome outcome(String requestId, String cancelId, Outcome outcome) {
        return CancelOutcome.newBuilder()
                .setRequestId(requestId)
                .setCancelId(cancelId)
                .setOutcome(outcome)
                .setAt(AT)
                .build();
    }

    private static RunStatus.Builder statusOf(String requestId, long sequence, Status status) {
        boolean terminal =
                switch (status) {
                    case SUCCESS, FAILED, CANCELLED -> true;
                    case STARTING, RUNNING, UNKNOWN -> false;
                };
        return RunStatus.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("copy")
                .setSequence(sequence)
                .setStatus(status)
                .setCandidates(List.of())
                .setOutputs(List.of())
                .setObservedAt(AT)
                .setTerminal(terminal);
    }
}
