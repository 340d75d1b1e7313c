package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Step;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The state of a run or of one of its tasks at one moment.
 *
 * @param ending empty until it is over
 */
record RunState(String lifeCycle, Optional<Ending> ending, String message, boolean stopped) {

    /** The state of the whole run. */
    static RunState of(JobRun run, long now) {
        Life life = run.life();
        return switch (life.step(now)) {
            case WAITING -> open(RunWords.QUEUED);
            case ACTIVE -> open(life.phase(now));
            case CANCELLING -> open(RunWords.TERMINATING);
            case ENDED -> ended(run, life);
        };
    }

    private static RunState ended(JobRun run, Life life) {
        Ending ending = Ending.ofRun(life.outcome(), run.severalTasks());
        String lastTask = run.job().tasks().get(run.taskRunIds().size() - 1).getString("task_key");
        String message = life.outcome() == Outcome.SUCCESS
                ? ""
                : life.behaviour().message().orElse(ending.message().formatted(lastTask));
        return over(ending, message, life.outcome());
    }

    /** The state of one task: tasks take equal parts of the run's time, one after the other. */
    static RunState ofTask(JobRun run, int index, long now) {
        Life life = run.life();
        int count = run.taskRunIds().size();
        long begin = life.phaseStart(1);
        long length = life.phaseStart(2) - begin;
        long until = Math.min(now, life.end().orElse(now));
        boolean begun = life.step(now) != Step.WAITING && until >= begin + length * index / count;
        boolean last = index == count - 1;
        if (begun && !last && until >= begin + length * (index + 1) / count) {
            return over(Ending.ofTask(Outcome.SUCCESS), "", Outcome.SUCCESS);
        }
        if (life.over(now)) {
            Outcome outcome =
                    life.outcome() == Outcome.FAILED && index > 0 && !begun ? Outcome.UPSTREAM_FAILED : life.outcome();
            Ending ending = Ending.ofTask(outcome);
            return over(ending, ending.message(), outcome);
        }
        if (begun) {
            return open(life.phaseIndex(now) == 0 ? RunWords.PENDING : RunWords.RUNNING);
        }
        return open(index == 0 ? RunWords.PENDING : RunWords.BLOCKED);
    }

    private static RunState open(String lifeCycle) {
        return new RunState(lifeCycle, Optional.empty(), "", false);
    }

    private static RunState over(Ending ending, String message, Outcome outcome) {
        boolean stopped = outcome == Outcome.CANCELLED || outcome == Outcome.TIMED_OUT;
        return new RunState(ending.lifeCycle(), Optional.of(ending), message, stopped);
    }

    /** Both words for the oracle, for example {@code TERMINATED/SUCCESS}. */
    String words() {
        return lifeCycle
                + ending.flatMap(Ending::result).map(result -> "/" + result).orElse("");
    }

    boolean active() {
        return RunWords.ACTIVE.contains(lifeCycle);
    }

    /** The deprecated object that is still sent. */
    JsonObject toState() {
        JsonObject state = new JsonObject().put("life_cycle_state", lifeCycle);
        ending.flatMap(Ending::result).ifPresent(result -> state.put("result_state", result));
        if (lifeCycle.equals(RunWords.QUEUED)) {
            state.put("queue_reason", "Queued due to reaching maximum concurrent runs of 1 per job.");
        }
        return state.put("state_message", message).put("user_cancelled_or_timedout", stopped);
    }

    /** The newer object. */
    JsonObject toStatus() {
        JsonObject status =
                new JsonObject().put("state", ending.isPresent() ? "TERMINATED" : RunWords.status(lifeCycle));
        if (lifeCycle.equals(RunWords.QUEUED)) {
            status.put(
                    "queue_details",
                    new JsonObject()
                            .put("code", "MAX_CONCURRENT_RUNS_REACHED")
                            .put("message", "The job's limit of concurrent runs is reached."));
        }
        ending.ifPresent(end -> status.put(
                "termination_details",
                new JsonObject().put("code", end.code()).put("type", end.type()).put("message", message)));
        return status;
    }
}
