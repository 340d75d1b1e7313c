package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.life.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a finished run shows: the deprecated {@code state} and the newer {@code status}, side by side.
 *
 * <p>Source: databricks-sdk-java, RunLifeCycleState, RunResultState, TerminationCodeCode and TerminationTypeType; that
 * an ordinary failure of a run with several tasks is INTERNAL_ERROR with FAILED is what Databricks' own test server
 * records.
 */
record Ending(String lifeCycle, Optional<String> result, String code, String type, String message) {

    private static final String SUCCESS = "SUCCESS";
    private static final String CLIENT = "CLIENT_ERROR";
    private static final String INTERNAL = "INTERNAL_ERROR";
    private static final Optional<String> NONE = Optional.empty();
    private static final String TASK_FAILED = "Workload failed, see run output for details";

    private static final Map<Outcome, Ending> TABLE = table();

    private static final Ending SEVERAL_TASKS_FAILED = new Ending(
            "INTERNAL_ERROR",
            Optional.of("FAILED"),
            "RUN_EXECUTION_ERROR",
            "CLIENT_ERROR",
            "Task %s failed with message: " + TASK_FAILED + ".");

    private static Map<Outcome, Ending> table() {
        Map<Outcome, Ending> table = new EnumMap<>(Outcome.class);
        table.put(Outcome.SUCCESS, terminated("SUCCESS", "SUCCESS", SUCCESS, ""));
        table.put(Outcome.FAILED, terminated("FAILED", "RUN_EXECUTION_ERROR", CLIENT, TASK_FAILED));
        table.put(Outcome.CANCELLED, terminated("CANCELED", "USER_CANCELED", SUCCESS, "Run cancelled."));
        table.put(Outcome.TIMED_OUT, terminated("TIMEDOUT", "CANCELED", CLIENT, "Run timed out."));
        table.put(Outcome.SUCCESS_WITH_FAILURES, sameCode("SUCCESS_WITH_FAILURES", "Some tasks failed."));
        table.put(
                Outcome.UPSTREAM_FAILED,
                terminated("UPSTREAM_FAILED", "RUN_EXECUTION_ERROR", CLIENT, "An upstream task failed."));
        table.put(
                Outcome.UPSTREAM_CANCELLED,
                terminated("UPSTREAM_CANCELED", "CANCELED", CLIENT, "An upstream task was canceled."));
        table.put(Outcome.EXCLUDED, terminated("EXCLUDED", "SKIPPED", SUCCESS, "The run-if condition was not met."));
        table.put(Outcome.DISABLED, sameCode("DISABLED", "The task was disabled."));
        table.put(Outcome.SKIPPED, new Ending("SKIPPED", NONE, "SKIPPED", CLIENT, "The run was skipped."));
        table.put(Outcome.MAX_CONCURRENT_RUNS, tooMany());
        table.put(
                Outcome.INTERNAL_ERROR,
                new Ending(INTERNAL, NONE, INTERNAL, INTERNAL, "An internal error has occurred."));
        return table;
    }

    private static Ending tooMany() {
        return new Ending(
                "SKIPPED",
                Optional.of("MAXIMUM_CONCURRENT_RUNS_REACHED"),
                "MAX_CONCURRENT_RUNS_EXCEEDED",
                CLIENT,
                "The maximum number of concurrent runs was reached.");
    }

    private static Ending sameCode(String result, String message) {
        return terminated(result, result, SUCCESS, message);
    }

    private static Ending terminated(String result, String code, String type, String message) {
        return new Ending("TERMINATED", Optional.of(result), code, type, message);
    }

    /** How a whole run shows. */
    static Ending ofRun(Outcome outcome, boolean severalTasks) {
        return outcome == Outcome.FAILED && severalTasks ? SEVERAL_TASKS_FAILED : ofTask(outcome);
    }

    /** How a single task shows. */
    static Ending ofTask(Outcome outcome) {
        return TABLE.getOrDefault(outcome, TABLE.get(Outcome.FAILED));
    }
}
