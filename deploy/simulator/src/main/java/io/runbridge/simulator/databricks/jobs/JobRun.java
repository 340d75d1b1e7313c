package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.life.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a job, with the repairs that reopened it. Event loop only. */
final class JobRun {

    /** A repair, or the original run as the first entry of the history. */
    record Repair(String type, long id, Life life) {}

    private final long runId;
    private final JobDefinition job;
    private final String runType;
    private final Map<String, String> parameters;
    private final Optional<String> token;
    private final List<Long> taskRunIds;
    private final List<Repair> history = new ArrayList<>();

    JobRun(
            long runId,
            JobDefinition job,
            String runType,
            Map<String, String> parameters,
            Optional<String> token,
            List<Long> taskRunIds,
            Life life) {
        this.runId = runId;
        this.job = job;
        this.runType = runType;
        this.parameters = parameters;
        this.token = token;
        this.taskRunIds = taskRunIds;
        history.add(new Repair("ORIGINAL", runId, life));
    }

    /** Reopens the run under the same id. */
    void repair(long repairId, Life life) {
        history.add(new Repair("REPAIR", repairId, life));
    }

    /** The latest of the repairs; the run itself is none. */
    Optional<Long> latestRepair() {
        return history.size() == 1
                ? Optional.empty()
                : Optional.of(history.get(history.size() - 1).id());
    }

    long runId() {
        return runId;
    }

    JobDefinition job() {
        return job;
    }

    String runType() {
        return runType;
    }

    /** The job parameters that were sent. */
    Map<String, String> parameters() {
        return parameters;
    }

    Optional<String> token() {
        return token;
    }

    /** The ids of the task runs, in the order of the tasks. */
    List<Long> taskRunIds() {
        return taskRunIds;
    }

    List<Repair> history() {
        return List.copyOf(history);
    }

    boolean severalTasks() {
        return taskRunIds.size() > 1;
    }

    /** The life that counts: the latest repair's. */
    Life life() {
        return history.get(history.size() - 1).life();
    }

    long createdAt() {
        return history.get(0).life().createdAt();
    }
}
