package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Lease;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.Status;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Repairs of job runs that have ended: what failed runs again, under the run's own id. A repair takes no token; instead
 * all its attempts begin at one {@link RepairPoint}, learned right before the first and kept. The platform takes one
 * repair from each point. An attempt behind one whose answer was lost looks first, and sends nothing if the run was
 * repaired from there: that is the lost attempt, or one of somebody else in the same moment. Any thread.
 */
final class JobRepair {

    private static final String FOUND =
            "The run was found repaired after the answer to this repair was lost; that repair is followed";

    private final JobsClient client;

    JobRepair(JobsClient client) {
        this.client = client;
    }

    /** The point at which the run stands, if it can be repaired; the text is what {@link #start} takes back. */
    CompletionStage<Answer<String>> precondition(StartRun start) {
        return client.history(runId(start))
                .thenCompose(answer -> Answers.then(answer, run -> obstacle(start, run)
                        .<CompletionStage<Answer<String>>>map(rule -> Answers.failed(
                                Failure.of(FailureCategory.REJECTED, DatabricksRules.INVALID_RECOVERY, rule)))
                        .orElseGet(() -> Answers.succeeded(RepairPoint.of(run).text()))));
    }

    private static Optional<String> obstacle(StartRun start, JsonNode run) {
        String runId = runId(start);
        Optional<String> jobId = Json.whole(run, "job_id");
        if (jobId.filter(id -> !id.equals(start.externalId())).isPresent()) {
            return Optional.of("recovery.referenceRunId: run " + runId + " is of job " + jobId.get() + ", not of job "
                    + start.externalId());
        }
        JobRun seen = JobRun.of(run);
        boolean ended =
                seen.status() == Status.SUCCESS || seen.status() == Status.FAILED || seen.status() == Status.CANCELLED;
        return ended
                ? Optional.empty()
                : Optional.of("recovery.referenceRunId: run " + runId + " has not ended (" + seen.platformStatus()
                        + "): only a run that has ended can be repaired");
    }

    /** Repairs the run from the start's point on, unless a lost attempt may have done that. */
    CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        RepairPoint point = RepairPoint.parse(start.precondition().orElseThrow());
        return start.resent()
                ? client.history(runId(start))
                        .thenCompose(answer -> Answers.then(
                                answer,
                                run -> point.passed(run)
                                        ? Answers.succeeded(started(start, point, Optional.of(FOUND)))
                                        : send(start, point, lease)))
                : send(start, point, lease);
    }

    private CompletionStage<Answer<StartedRun>> send(StartRun start, RepairPoint point, Lease lease) {
        Optional<String> task = start.recovery().map(Recovery::getStartActivityName);
        return client.repair(runId(start), point.latestRepairId(), task, lease)
                .thenApply(answer -> Answers.map(answer, repairId -> started(start, point, Optional.empty())));
    }

    private static StartedRun started(StartRun start, RepairPoint point, Optional<String> note) {
        return new StartedRun(runId(start), note, Optional.of(point.endedAt()));
    }

    private static String runId(StartRun start) {
        return start.recovery().orElseThrow().getReferenceRunId();
    }
}
